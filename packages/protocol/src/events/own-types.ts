// Events that the typings of @types/aws-lambda leave out, as AWS's developer guides describe them.

/** Whatever the function expects. */
export type CustomEvent = Record<string, unknown>

type MqMessage = {
  messageID: string
  messageType: 'jms/text-message' | 'jms/bytes-message'
  deliveryMode: number
  replyTo: string | null
  type: string | null
  expiration: number
  priority: number
  correlationId: string | null
  redelivered: boolean
  destination: { physicalName: string }
  data: string
  timestamp: number
  brokerInTime: number
  brokerOutTime: number
  properties: Record<string, string>
}

/** Amazon MQ, ActiveMQ (Developer Guide, with-mq). `data` is base64. */
export type ActiveMqEvent = { eventSource: 'aws:mq'; eventSourceArn: string; messages: MqMessage[] }

type RabbitMqMessage = {
  basicProperties: {
    contentType: string | null
    contentEncoding: string | null
    headers: Record<string, unknown> | null
    deliveryMode: number
    priority: number | null
    correlationId: string | null
    replyTo: string | null
    expiration: string | null
    messageId: string | null
    timestamp: string | null
    type: string | null
    userId: string | null
    appId: string | null
    clusterId: string | null
    bodySize: number
  }
  redelivered: boolean
  data: string
}

/** Amazon MQ, RabbitMQ (Developer Guide, with-mq). Queues are named `queue::virtual host`. */
export type RabbitMqEvent = {
  eventSource: 'aws:rmq'
  eventSourceArn: string
  rmqMessagesByQueue: Record<string, RabbitMqMessage[]>
}

/** A rule of AWS Config that runs a function (Config Developer Guide). `invokingEvent` and `ruleParameters` are JSON as text. */
export type ConfigRuleEvent = {
  version: string
  invokingEvent: string
  ruleParameters: string
  resultToken: string
  eventLeftScope: boolean
  executionRoleArn: string
  configRuleArn: string
  configRuleName: string
  configRuleId: string
  accountId: string
}

/** A task that waits until somebody sends its token back (Step Functions Developer Guide, callback pattern). */
export type StepFunctionsTaskEvent = {
  taskToken: string
  executionId: string
  stateName: string
  input: Record<string, unknown>
}

type AlexaSlot = { name: string; value?: string; confirmationStatus: 'NONE' | 'CONFIRMED' | 'DENIED' }

/** A request to a custom skill (Alexa Skills Kit, request and response reference). */
export type AlexaSkillEvent = {
  version: string
  session: {
    new: boolean
    sessionId: string
    application: { applicationId: string }
    attributes?: Record<string, unknown>
    user: { userId: string; accessToken?: string }
  }
  context: {
    System: {
      application: { applicationId: string }
      user: { userId: string; accessToken?: string }
      device: { deviceId: string; supportedInterfaces: Record<string, unknown> }
      apiEndpoint: string
      apiAccessToken?: string
    }
  }
  request:
    | { type: 'LaunchRequest'; requestId: string; timestamp: string; locale: string }
    | {
        type: 'IntentRequest'
        requestId: string
        timestamp: string
        locale: string
        dialogState?: 'STARTED' | 'IN_PROGRESS' | 'COMPLETED'
        intent: {
          name: string
          confirmationStatus: 'NONE' | 'CONFIRMED' | 'DENIED'
          slots?: Record<string, AlexaSlot>
        }
      }
    | {
        type: 'SessionEndedRequest'
        requestId: string
        timestamp: string
        locale: string
        reason: 'USER_INITIATED' | 'ERROR' | 'EXCEEDED_MAX_REPROMPTS'
        error?: { type: string; message: string }
      }
}

/** A value with its type, of which there is exactly one; the typings say so in a way that makes no schema. */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { L: AttributeValue[] }
  | { M: Record<string, AttributeValue> }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }

type Item = Record<string, AttributeValue>

/** Changes of a DynamoDB table (Developer Guide, with-ddb). */
export type DynamoDbEvent = {
  Records: {
    awsRegion: string
    eventID: string
    eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
    eventSource: 'aws:dynamodb'
    eventSourceARN: string
    eventVersion: string
    userIdentity?: { type: string; principalId: string }
    dynamodb: {
      ApproximateCreationDateTime: number
      Keys: Item
      NewImage?: Item
      OldImage?: Item
      SequenceNumber: string
      SizeBytes: number
      StreamViewType: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES'
    }
  }[]
}

// What each service accepts as an answer to its event, as the guides of the services say (Lambda Developer Guide and theirs).
import { kindOf, type EventId } from '@playground/protocol/events'
import * as v from 'valibot'

const base64 = v.pipe(v.string(), v.base64())
const scalar = v.union([v.string(), v.number(), v.boolean()])
const named = v.record(v.string(), scalar)
/** Anything is taken: nobody looks at it. */
const anything = v.unknown()
/** JSON as text, of which `null` is an answer of nothing. */
const nothing = v.null()

const http = v.strictObject({
  statusCode: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
  headers: v.optional(named),
  multiValueHeaders: v.optional(v.record(v.string(), v.array(scalar))),
  cookies: v.optional(v.array(v.string())),
  body: v.optional(v.string()),
  isBase64Encoded: v.optional(v.boolean()),
})
const alb = v.strictObject({
  ...http.entries,
  statusDescription: v.pipe(v.string(), v.regex(/^\d{3} \w/)),
  isBase64Encoded: v.boolean(),
})
const statement = v.object({
  Action: v.string(),
  Effect: v.picklist(['Allow', 'Deny']),
  Resource: v.pipe(v.string(), v.startsWith('arn:')),
})
const policy = v.strictObject({ Version: v.literal('2012-10-17'), Statement: v.array(statement) })
/** API Gateway: text, numbers and booleans alone in the context. */
const authorizer = v.strictObject({ principalId: v.string(), policyDocument: policy, context: v.optional(named) })
const batch = v.strictObject({
  batchItemFailures: v.array(v.strictObject({ itemIdentifier: v.pipe(v.string(), v.nonEmpty()) })),
})
const edgeHeaders = v.record(
  v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  v.array(v.object({ key: v.string(), value: v.string() })),
)
const edgeRequest = v.object({ uri: v.string(), method: v.string(), headers: edgeHeaders })
const edgeResponse = v.object({ status: v.pipe(v.string(), v.regex(/^\d{3}$/)), headers: v.optional(edgeHeaders) })
/** Cognito wants its event back, with the response filled in. */
const cognito = <const E extends v.ObjectEntries>(response: E) =>
  v.object({ triggerSource: v.string(), userName: v.string(), request: v.object({}), response: v.object(response) })
const generation = v.strictObject({
  claimsToAddOrOverride: v.optional(v.record(v.string(), anything)),
  claimsToSuppress: v.optional(v.array(v.string())),
  scopesToAdd: v.optional(v.array(v.string())),
  scopesToSuppress: v.optional(v.array(v.string())),
})
const tokens = {
  claimsAndScopeOverrideDetails: v.strictObject({
    idTokenGeneration: v.optional(generation),
    accessTokenGeneration: v.optional(generation),
  }),
}
const said = v.array(v.strictObject({ contentType: v.literal('PlainText'), content: v.pipe(v.string(), v.nonEmpty()) }))

const answers: Record<EventId, v.GenericSchema> = {
  custom: anything,
  'rest-api': v.omit(http, ['cookies']),
  'http-api': http,
  'function-url': http,
  websocket: http,
  alb,
  'rest-api-token-authorizer': authorizer,
  'rest-api-request-authorizer': authorizer,
  'http-api-authorizer': v.strictObject({
    isAuthorized: v.boolean(),
    context: v.optional(v.record(v.string(), anything)),
  }),
  'appsync-resolver': v.object({ id: v.string() }),
  'amplify-resolver': v.object({ id: v.string() }),
  'appsync-authorizer': v.strictObject({
    isAuthorized: v.boolean(),
    resolverContext: v.optional(v.record(v.string(), v.string())),
    deniedFields: v.optional(v.array(v.string())),
    ttlOverride: v.optional(v.number()),
  }),
  'cloudfront-request': v.union([edgeRequest, edgeResponse]),
  'cloudfront-response': edgeResponse,
  sqs: batch,
  sns: nothing,
  'mq-active': anything,
  'mq-rabbit': anything,
  msk: anything,
  kafka: anything,
  'step-functions': v.strictObject({ send: v.literal('SendTaskSuccess'), taskToken: v.string(), output: v.string() }),
  dynamodb: batch,
  kinesis: batch,
  'kinesis-window': v.union([batch, v.strictObject({ state: v.record(v.string(), anything) })]),
  firehose: v.strictObject({
    records: v.array(
      v.union([
        v.strictObject({ recordId: v.string(), result: v.picklist(['Ok', 'ProcessingFailed']), data: base64 }),
        v.strictObject({ recordId: v.string(), result: v.literal('Dropped') }),
      ]),
    ),
  }),
  s3: nothing,
  's3-eventbridge': nothing,
  's3-batch': v.strictObject({
    invocationSchemaVersion: v.picklist(['1.0', '2.0']),
    treatMissingKeysAs: v.picklist(['Succeeded', 'TemporaryFailure', 'PermanentFailure']),
    invocationId: v.string(),
    results: v.array(
      v.strictObject({
        taskId: v.string(),
        resultCode: v.picklist(['Succeeded', 'TemporaryFailure', 'PermanentFailure']),
        resultString: v.string(),
      }),
    ),
  }),
  guardduty: nothing,
  'secrets-rotation': nothing,
  eventbridge: nothing,
  scheduled: anything,
  'cloudwatch-logs': anything,
  'cloudwatch-alarm': anything,
  'cloudformation-custom-resource': nothing,
  'cdk-custom-resource': v.object({ PhysicalResourceId: v.pipe(v.string(), v.nonEmpty()) }),
  'cdk-custom-resource-complete': v.strictObject({
    IsComplete: v.boolean(),
    Data: v.optional(v.record(v.string(), anything)),
  }),
  'config-rule': v.strictObject({
    send: v.literal('PutEvaluations'),
    ResultToken: v.string(),
    Evaluations: v.array(
      v.strictObject({
        ComplianceResourceType: v.string(),
        ComplianceResourceId: v.string(),
        ComplianceType: v.picklist(['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE']),
        OrderingTimestamp: v.pipe(v.string(), v.isoTimestamp()),
      }),
    ),
  }),
  autoscaling: v.strictObject({ InstanceIDs: v.array(v.pipe(v.string(), v.startsWith('i-'))) }),
  codecommit: nothing,
  codebuild: anything,
  codepipeline: v.strictObject({ send: v.literal('PutJobSuccessResult'), jobId: v.string() }),
  'codepipeline-action': anything,
  'codepipeline-stage': anything,
  'codepipeline-pipeline': anything,
  'cognito-pre-signup': cognito({
    autoConfirmUser: v.boolean(),
    autoVerifyEmail: v.boolean(),
    autoVerifyPhone: v.boolean(),
  }),
  'cognito-post-confirmation': cognito({}),
  'cognito-pre-authentication': cognito({}),
  'cognito-post-authentication': cognito({}),
  'cognito-pre-token': cognito({
    claimsOverrideDetails: v.strictObject({
      claimsToAddOrOverride: v.record(v.string(), v.string()),
      claimsToSuppress: v.array(v.string()),
    }),
  }),
  'cognito-pre-token-v2': cognito(tokens),
  'cognito-pre-token-v3': cognito(tokens),
  // The code has to be in the message.
  'cognito-custom-message': cognito({
    emailSubject: v.string(),
    emailMessage: v.pipe(v.string(), v.includes('{####}')),
    smsMessage: v.pipe(v.string(), v.includes('{####}'), v.maxLength(140)),
  }),
  'cognito-email-sender': anything,
  'cognito-sms-sender': anything,
  'cognito-define-challenge': cognito({
    challengeName: v.optional(v.string()),
    issueTokens: v.boolean(),
    failAuthentication: v.boolean(),
  }),
  'cognito-create-challenge': cognito({
    publicChallengeParameters: v.record(v.string(), v.string()),
    privateChallengeParameters: v.record(v.string(), v.string()),
    challengeMetadata: v.string(),
  }),
  'cognito-verify-challenge': cognito({ answerCorrect: v.boolean() }),
  'cognito-user-migration': cognito({
    userAttributes: v.record(v.string(), v.string()),
    finalUserStatus: v.picklist(['CONFIRMED', 'RESET_REQUIRED']),
    messageAction: v.optional(v.picklist(['SUPPRESS', 'RESEND'])),
  }),
  'cognito-federation': cognito({ userAttributesToMap: v.record(v.string(), v.string()) }),
  'transfer-authorizer': v.union([
    v.strictObject({
      Role: v.pipe(v.string(), v.startsWith('arn:aws:iam::')),
      HomeDirectoryType: v.literal('LOGICAL'),
      HomeDirectoryDetails: v.pipe(
        v.string(),
        v.parseJson(),
        v.array(v.strictObject({ Entry: v.string(), Target: v.string() })),
      ),
    }),
    v.strictObject({}),
  ]),
  'iot-rule': nothing,
  'iot-provisioning': v.strictObject({
    allowProvisioning: v.boolean(),
    parameterOverrides: v.optional(v.record(v.string(), v.string())),
  }),
  'iot-authorizer': v.strictObject({
    isAuthenticated: v.boolean(),
    principalId: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9]{1,128}$/)),
    disconnectAfterInSeconds: v.pipe(v.number(), v.minValue(300), v.maxValue(86400)),
    refreshAfterInSeconds: v.pipe(v.number(), v.minValue(300), v.maxValue(86400)),
    policyDocuments: v.array(policy),
  }),
  ses: v.strictObject({ disposition: v.picklist(['CONTINUE', 'STOP_RULE', 'STOP_RULE_SET']) }),
  connect: named,
  lex: v.strictObject({
    sessionState: v.object({
      dialogAction: v.object({
        type: v.picklist(['Close', 'ConfirmIntent', 'Delegate', 'ElicitIntent', 'ElicitSlot']),
      }),
      intent: v.object({ name: v.string(), state: v.string() }),
    }),
    messages: v.optional(said),
  }),
  'lex-v1': v.strictObject({
    sessionAttributes: v.record(v.string(), v.string()),
    dialogAction: v.union([
      v.strictObject({ type: v.literal('Delegate'), slots: v.record(v.string(), v.nullable(v.string())) }),
      v.strictObject({
        type: v.literal('Close'),
        fulfillmentState: v.picklist(['Fulfilled', 'Failed']),
        message: said.item,
      }),
    ]),
  }),
  alexa: v.strictObject({
    version: v.literal('1.0'),
    response: v.strictObject({
      outputSpeech: v.optional(v.strictObject({ type: v.literal('PlainText'), text: v.string() })),
      shouldEndSession: v.optional(v.boolean()),
    }),
  }),
}

/** True, or what the service would not take; `id` is the event's template, for those that cannot be told by their looks. */
export function acceptedBy(event: unknown, answer: unknown, id: EventId = kindOf(event) ?? 'iot-rule'): true | string {
  const result = v.safeParse(answers[id], answer)
  return result.success || result.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`).join('; ')
}

// Events of queues and topics: SQS, SNS, Amazon MQ, Kafka.
import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { account, arn, base64, choice, lines, number, region, template, text, type Make } from './template.ts'

const utf8 = new TextEncoder()

const kafka = {
  topic: text('Topic', 'orders'),
  key: text('Key', 'order-42'),
  value: text('Value', '{"order":42}'),
  offset: number('Offset', 15, { min: 0, whole: true }),
}
type Kafka = { topic: string; key: string; value: string; offset: number }

const brokers = 'b-1.example.com:9092,b-2.example.com:9092'

function kafkaRecords({ topic, key, value, offset }: Kafka, make: Make) {
  return {
    [`${topic}-0`]: [
      {
        topic,
        partition: 0,
        offset,
        timestamp: make.now,
        timestampType: 'CREATE_TIME' as const,
        key: base64(key),
        value: base64(value),
        headers: [{ source: [...utf8.encode('shop')] }],
      },
    ],
  }
}

export const queueTemplates = [
  template('sqs', {
    group: 'Queues and topics',
    title: 'SQS',
    summary: 'Messages that Lambda took from a queue, one batch of them.',
    triggers: ['sqs'],
    fields: {
      queue: text('Queue', 'orders', 'a name that ends in .fifo is a FIFO queue'),
      bodies: lines('Bodies', '{"order":42}', 'each line is a message of its own'),
    },
    build: ({ queue, bodies }, make) => ({
      Records: bodies.split('\n').map((body) => ({
        messageId: make.id(),
        receiptHandle: base64(make.hex(48)),
        body,
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: String(make.now - 40),
          SenderId: `AROA${make.hex(17).toUpperCase()}:shop`,
          ApproximateFirstReceiveTimestamp: String(make.now),
          ...(queue.endsWith('.fifo')
            ? { SequenceNumber: make.digits(20), MessageGroupId: '1', MessageDeduplicationId: make.hex(64) }
            : {}),
        },
        messageAttributes: {},
        md5OfBody: bytesToHex(md5(utf8.encode(body))),
        eventSource: 'aws:sqs',
        eventSourceARN: arn('sqs', queue),
        awsRegion: region,
      })),
    }),
  }),
  template('sns', {
    group: 'Queues and topics',
    title: 'SNS',
    summary: 'A message was published to a topic.',
    triggers: ['sns'],
    fields: {
      topic: text('Topic', 'orders'),
      subject: text('Subject', 'Order'),
      message: text('Message', '{"order":42}'),
    },
    build: ({ topic, subject, message }, make) => {
      const subscription = `${arn('sns', topic)}:${make.id()}`
      return {
        Records: [
          {
            EventVersion: '1.0',
            EventSubscriptionArn: subscription,
            EventSource: 'aws:sns',
            Sns: {
              SignatureVersion: '1',
              Timestamp: make.iso(),
              Signature: base64(make.hex(64)),
              SigningCertUrl: `https://sns.${region}.amazonaws.com/SimpleNotificationService.pem`,
              MessageId: make.id(),
              Message: message,
              MessageAttributes: { source: { Type: 'String', Value: 'shop' } },
              Type: 'Notification',
              UnsubscribeUrl: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
              TopicArn: arn('sns', topic),
              Subject: subject,
            },
          },
        ],
      }
    },
  }),
  template('mq-active', {
    group: 'Queues and topics',
    title: 'Amazon MQ, ActiveMQ',
    summary: 'Messages of an ActiveMQ queue.',
    fields: { queue: text('Queue', 'orders'), body: text('Body', '{"order":42}') },
    build: ({ queue, body }, make) => ({
      eventSource: 'aws:mq',
      eventSourceArn: arn('mq', `broker:shop:b-${make.id()}`),
      messages: [
        {
          messageID: `ID:b-1.example.com-${make.digits(5)}-${make.now}-1:1:1:1:1`,
          messageType: 'jms/text-message',
          deliveryMode: 1,
          replyTo: null,
          type: null,
          expiration: 0,
          priority: 4,
          correlationId: null,
          redelivered: false,
          destination: { physicalName: queue },
          data: base64(body),
          timestamp: make.now - 20,
          brokerInTime: make.now - 10,
          brokerOutTime: make.now,
          properties: { source: 'shop' },
        },
      ],
    }),
  }),
  template('mq-rabbit', {
    group: 'Queues and topics',
    title: 'Amazon MQ, RabbitMQ',
    summary: 'Messages of a RabbitMQ queue.',
    fields: {
      queue: text('Queue', 'orders'),
      host: text('Virtual host', '/'),
      body: text('Body', '{"order":42}'),
    },
    build: ({ queue, host, body }, make) => ({
      eventSource: 'aws:rmq',
      eventSourceArn: arn('mq', `broker:shop:b-${make.id()}`),
      rmqMessagesByQueue: {
        [`${queue}::${host}`]: [
          {
            basicProperties: {
              contentType: 'application/json',
              contentEncoding: null,
              headers: null,
              deliveryMode: 2,
              priority: 0,
              correlationId: null,
              replyTo: null,
              expiration: '60000',
              messageId: make.id(),
              timestamp: make.iso(),
              type: null,
              userId: 'shop',
              appId: null,
              clusterId: null,
              bodySize: utf8.encode(body).length,
            },
            redelivered: false,
            data: base64(body),
          },
        ],
      },
    }),
  }),
  template('msk', {
    group: 'Queues and topics',
    title: 'Amazon MSK',
    summary: 'Records of a Kafka topic on Amazon MSK; key and value are base64.',
    triggers: ['msk'],
    fields: kafka,
    build: (values, make) => ({
      eventSource: 'aws:kafka',
      eventSourceArn: arn('kafka', `cluster/shop/${make.id()}-1`),
      bootstrapServers: brokers,
      records: kafkaRecords(values, make),
    }),
  }),
  template('kafka', {
    group: 'Queues and topics',
    title: 'Self-managed Kafka',
    summary: 'Records of a Kafka topic of your own brokers; key and value are base64.',
    triggers: ['self-managed-kafka'],
    fields: kafka,
    build: (values, make) => ({
      eventSource: 'SelfManagedKafka',
      bootstrapServers: brokers,
      records: kafkaRecords(values, make),
    }),
  }),
  template('step-functions', {
    group: 'Queues and topics',
    title: 'Step Functions task',
    summary: 'A state machine waits until the function, or somebody else, sends its token back.',
    fields: {
      machine: text('State machine', 'orders'),
      state: text('State', 'Charge'),
      input: text('Order', '42'),
      attempt: choice('Attempt', ['first', 'retry'] as const),
    },
    build: ({ machine, state, input, attempt }, make) => ({
      taskToken: base64(make.hex(96)),
      executionId: `arn:aws:states:${region}:${account}:execution:${machine}:${make.id()}`,
      stateName: state,
      input: { order: input, attempt },
    }),
  }),
]

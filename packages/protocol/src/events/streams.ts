// Events of streams: DynamoDB, Kinesis, Data Firehose.
import type { AttributeValue } from './own-types.ts'
import { arn, base64, choice, json, region, template, text, type Make } from './template.ts'

/** A value as DynamoDB writes it: with its type. */
function attribute(value: unknown): AttributeValue {
  if (value === null) return { NULL: true }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (Array.isArray(value)) return { L: value.map(attribute) }
  if (typeof value === 'object') return { M: attributes(value as Record<string, unknown>) }
  return { S: value as string }
}

function attributes(item: Record<string, unknown>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value)]))
}

const kinesis = {
  stream: text('Stream', 'orders'),
  key: text('Partition key', 'order-42'),
  data: text('Data', '{"order":42}'),
}
type Kinesis = { stream: string; key: string; data: string }

function kinesisRecords({ stream, key, data }: Kinesis, make: Make) {
  const sequence = `49${make.digits(54)}`
  return [
    {
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: key,
        sequenceNumber: sequence,
        data: base64(data),
        approximateArrivalTimestamp: make.now / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `shardId-000000000000:${sequence}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: arn('iam', 'role/orders', ':123456789012'),
      awsRegion: region,
      eventSourceARN: arn('kinesis', `stream/${stream}`),
    },
  ]
}

export const streamTemplates = [
  template('dynamodb', {
    group: 'Streams',
    title: 'DynamoDB stream',
    summary: 'Items of a table changed.',
    triggers: ['dynamodb-stream'],
    fields: {
      table: text('Table', 'orders'),
      change: choice('Change', ['INSERT', 'MODIFY', 'REMOVE'] as const),
      keys: json('Keys', { id: '42' }),
      item: json('Item', { id: '42', total: 12.5, paid: true }, 'as plain JSON; its types are added'),
    },
    build: ({ table, change, keys, item }, make) => ({
      Records: [
        {
          eventID: make.hex(32),
          eventName: change,
          eventVersion: '1.1',
          eventSource: 'aws:dynamodb',
          awsRegion: region,
          dynamodb: {
            ApproximateCreationDateTime: Math.floor(make.now / 1000),
            Keys: attributes(keys),
            ...(change === 'REMOVE' ? {} : { NewImage: attributes(item) }),
            ...(change === 'INSERT' ? {} : { OldImage: attributes(item) }),
            SequenceNumber: make.digits(21),
            SizeBytes: JSON.stringify(item).length,
            StreamViewType: 'NEW_AND_OLD_IMAGES',
          },
          eventSourceARN: arn('dynamodb', `table/${table}/stream/${make.iso().replace('Z', '')}`),
        },
      ],
    }),
  }),
  template('kinesis', {
    group: 'Streams',
    title: 'Kinesis stream',
    summary: 'Records of a shard; their data is base64.',
    triggers: ['kinesis-stream'],
    fields: kinesis,
    build: (values, make) => ({ Records: kinesisRecords(values, make) }),
  }),
  template('kinesis-window', {
    group: 'Streams',
    title: 'Kinesis stream, tumbling window',
    summary: 'Records of a window, with the state that the function returned before.',
    triggers: ['kinesis-stream'],
    fields: {
      ...kinesis,
      state: json('State', { count: 3 }),
      last: choice('Last of its window', ['no', 'yes'] as const),
    },
    build: ({ state, last, ...values }, make) => ({
      Records: kinesisRecords(values, make),
      window: { start: make.iso(-60_000), end: make.iso() },
      state,
      isFinalInvokeForWindow: last === 'yes',
      isWindowTerminatedEarly: false,
    }),
  }),
  template('firehose', {
    group: 'Streams',
    title: 'Data Firehose transformation',
    summary: 'Records to transform before they are delivered; their data is base64.',
    triggers: ['kinesis-firehose-transformation'],
    fields: { stream: text('Delivery stream', 'orders'), data: text('Data', '{"order":42}') },
    build: ({ stream, data }, make) => ({
      invocationId: make.id(),
      deliveryStreamArn: arn('firehose', `deliverystream/${stream}`),
      region,
      records: [{ recordId: make.digits(56), approximateArrivalTimestamp: make.now, data: base64(data) }],
    }),
  }),
]

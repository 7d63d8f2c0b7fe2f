// Events from the command line: every kind, the SAM CLI's names, and what cannot be.
import { eventTemplates, schemaOf } from '@playground/protocol/events'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { kindFor } from './event-kind.ts'
import { runHere } from './run.fixture.ts'
import { samEvents } from './sam-events.ts'

const ajv = new Ajv({ strict: false })

async function eventOf(...args: string[]): Promise<any> {
  const { code, out, err } = await runHere(['generate-event', ...args])
  if (code !== 0) throw new Error(err)
  return JSON.parse(out)
}

it.each(eventTemplates.map(({ id }) => id))(
  '%s is JSON that its schema takes, here and in another region',
  async (id) => {
    const validate = ajv.compile(await schemaOf(id))
    expect(validate(await eventOf(id)), JSON.stringify(validate.errors)).toBe(true)
    const moved = await runHere(['generate-event', id, '--region', 'eu-west-1', '--account-id', '000000000042'])
    expect(validate(JSON.parse(moved.out)), JSON.stringify(validate.errors)).toBe(true)
    expect(moved.out).not.toMatch(/arn:aws:[\w-]+:us-east-1|"us-east-1"/)
  },
)

const ofSam = Object.entries(samEvents).flatMap(([service, events]) =>
  Object.keys(events).map((event) => [service, event] as const),
)

it.each(ofSam)('%s %s is the same event as the SAM CLI has by this name', async (service, event) => {
  const { kind, wordsUsed } = kindFor([service, event])
  expect(wordsUsed).toBe(2)
  for (const field of [...Object.values(kind.fieldOf), ...Object.keys(kind.values)])
    expect(kind.template.fields).toHaveProperty(field)
  expect(ajv.compile(await schemaOf(kind.template.id))(await eventOf(service, event))).toBe(true)
})

describe('options', () => {
  it('are the fields of the event', async () => {
    const event = await eventOf('http-api', '--method', 'POST', '--path', '/orders', '--body', '{"a":1}')
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/orders',
      body: '{"a":1}',
      requestContext: { http: { method: 'POST' } },
    })
    expect(await eventOf('custom', '--event', '{"a":1}')).toEqual({ a: 1 })
  })

  it('that count several times make several of it', async () => {
    const event = await eventOf('sqs', '--body', 'one', '--body', 'two', '--queue-name', 'mine')
    expect(event.Records.map(({ body }: { body: string }) => body)).toEqual(['one', 'two'])
    expect(event.Records[0].eventSourceARN).toBe('arn:aws:sqs:us-east-1:123456789012:mine')
  })

  it('are those that people know', async () => {
    expect((await eventOf('s3', 'put', '--bucket', 'B', '--key', 'K')).Records[0]).toMatchObject({
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: 'B' }, object: { key: 'K' } },
    })
    expect((await eventOf('s3', 'delete')).Records[0].eventName).toBe('ObjectRemoved:Delete')
    expect(await eventOf('apigateway', 'aws-proxy', '--method', 'PUT', '--path', '/x', '--body', 'b')).toMatchObject({
      httpMethod: 'PUT',
      path: '/x',
      body: 'b',
    })
    expect((await eventOf('sns', 'notification', '--message', 'm', '--subject', 's')).Records[0].Sns).toMatchObject({
      Message: 'm',
      Subject: 's',
    })
    expect(
      (await eventOf('kinesis', 'get-records', '--partition-key', 'p', '--data', 'd')).Records[0].kinesis,
    ).toMatchObject({
      partitionKey: 'p',
      data: 'ZA==',
    })
  })

  it('that move the event leave what somebody wrote as it is', async () => {
    const body = 'from us-east-1 to 123456789012'
    const event = await eventOf('sqs', 'receive-message', '--body', body, '--region', 'eu-west-1')
    expect(event.Records[0]).toMatchObject({ body, awsRegion: 'eu-west-1' })
    expect(event.Records[0].eventSourceARN).toContain(':eu-west-1:')
  })
})

it('lists all kinds, and the SAM CLI’s names', async () => {
  for (const args of [[], ['--list']]) {
    const { code, out } = await runHere(['generate-event', ...args])
    expect(code).toBe(0)
    for (const { id, group } of eventTemplates) expect(out).toMatch(new RegExp(`${group}:[\\s\\S]* ${id} `))
    expect(out).toContain('receive-message')
  }
})

it('tells the options of one kind', async () => {
  const { code, out } = await runHere(['generate-event', 's3', '--help'])
  expect(code).toBe(0)
  expect(out).toContain('--bucket TEXT')
  expect(out).toContain('ObjectRemoved:Delete')
})

it.each([
  [['sqss'], 'There is no kind of event "sqss". Do you mean sqs?'],
  [['s3', 'putt'], 's3 has no event putt here. There are put, delete, batch-invocation, and s3 alone.'],
  [['cloudwatch'], 'Say which event of cloudwatch: logs, scheduled-event.'],
  [['sqs', '--bodi', 'x'], 'Do you mean --bodies?'],
  [['s3', '--size', 'large'], '--size: Size is “large”, and has to be a number'],
  [['s3', '--what', 'Gone'], '--what: What happened is “Gone”, and has to be one of'],
  [['custom', '--event', '{'], '--event: '],
  [['sqs', '--body', 'x', 'y'], '"y" is too much'],
  [['--list', 'sqs'], 'Name the kind first'],
])('%j is refused with exit code 2', async (args, problem) => {
  const { code, out, err } = await runHere(['generate-event', ...args])
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(problem)
})

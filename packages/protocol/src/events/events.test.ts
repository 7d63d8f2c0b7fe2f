import { Ajv } from 'ajv'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { gunzipSync, strFromU8 } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildEvent, eventTemplates, kindOf, schemaOf, type EventTemplate } from './index.ts'
import { glossary } from './glossary.ts'
import type { DynamoDbEvent } from './own-types.ts'
import type { Make } from './template.ts'

const ajv = new Ajv({ strict: false, allErrors: true })
const make: Make = {
  now: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  iso: (later = 0) => new Date(make.now + later).toISOString(),
  id: () => '8476a536-e9f4-11e8-9739-2dfe598cb6b4',
  hex: (digits) => 'a'.repeat(digits),
  digits: (digits) => '7'.repeat(digits),
}
const byId = (id: string): EventTemplate => eventTemplates.find((template) => template.id === id)!

function built(id: string, values: Record<string, string> = {}): Record<string, never> {
  const result = buildEvent(byId(id), values, make)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.event as Record<string, never>
}

/** The event without one of its members, for each of them. */
function spoiled(event: object): object[] {
  return Object.keys(event).map((name) => Object.fromEntries(Object.entries(event).filter(([other]) => other !== name)))
}

/** Our own type says no more than the typings do; the compiler looks after it. */
const isInTypings = (event: DynamoDbEvent): DynamoDBStreamEvent => event

describe.each(eventTemplates.map((template) => [template.id, template] as const))('%s', (id, template) => {
  it('holds to its schema, with each choice', async () => {
    const validate = ajv.compile(await schemaOf(id))
    const ways = Object.entries(template.fields).flatMap(([name, { choices = [] }]) =>
      choices.map((choice) => ({ [name]: choice })),
    )
    for (const values of [{}, ...ways]) {
      const event = buildEvent(template, values)
      expect(event.ok && validate(event.event), JSON.stringify([values, event, validate.errors])).toBe(true)
      expect(JSON.parse(JSON.stringify(event))).toEqual(event)
    }
    // These take any object.
    if (['custom', 'iot-rule'].includes(id)) return
    expect(spoiled(built(id)).some((event) => !validate(event))).toBe(true)
  })

  it('makes the same of the same, and is told for what it is', () => {
    expect(built(id)).toEqual(built(id))
    const told = kindOf(built(id))
    const same: Record<string, string> = {
      custom: '',
      'iot-rule': '',
      'cdk-custom-resource': 'cloudformation-custom-resource',
    }
    expect(told ?? '').toBe(same[id] ?? id)
  })

  it('says in its fields what they are', () => {
    expect(template.summary).toMatch(/^[A-Z].*[.?]$/)
    for (const { label, initial, choices } of Object.values(template.fields)) {
      expect(label).not.toBe('')
      if (choices !== undefined) expect(choices).toContain(initial)
    }
  })
})

it('has every field in the event that it makes', () => {
  // A field whose value is nowhere to be found would be a lie.
  for (const template of eventTemplates)
    for (const [name, { kind }] of Object.entries(template.fields)) {
      if (kind !== 'text') continue
      const plain = JSON.stringify(built(template.id, { [name]: 'zz-zz' }))
      if (template.id === 'cloudwatch-logs') continue
      const encoded = btoa('zz-zz')
      const shown =
        ['websocket', 'cloudfront-request'].includes(template.id) || plain.includes('zz-zz') || plain.includes(encoded)
      expect([template.id, name, shown]).toEqual([template.id, name, true])
    }
})

it('has ids, titles and groups in order', () => {
  const ids = eventTemplates.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(eventTemplates.map(({ title }) => title)).size).toBe(ids.length)
  const groups = eventTemplates.map(({ group }) => group)
  expect(groups.filter((group, at) => group !== groups[at - 1])).toHaveLength(new Set(groups).size)
})

it('explains members, a sentence each', () => {
  for (const sentence of Object.values(glossary)) expect(sentence).toMatch(/^\S.*\.$/)
})

describe('what is computed', () => {
  it('MD5 of a message, as SQS has it', () => {
    const { Records } = built('sqs', { bodies: 'hello\nhello\nhello' }) as unknown as {
      Records: { md5OfBody: string }[]
    }
    expect(Records.map(({ md5OfBody }) => md5OfBody)).toEqual(Array(3).fill('5d41402abc4b2a76b9719d911017c592'))
  })
  it('log lines, in gzip and base64', () => {
    const { awslogs } = built('cloudwatch-logs', { message: 'Grüße' }) as unknown as { awslogs: { data: string } }
    const bytes = Uint8Array.from(atob(awslogs.data), (letter) => letter.codePointAt(0)!)
    const decoded = JSON.parse(strFromU8(gunzipSync(bytes))) as { logEvents: { message: string }[] }
    expect(decoded.logEvents[0]!.message).toBe('Grüße')
  })
  it('data of streams, in base64 of UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (data) => {
        const { Records } = built('kinesis', { data }) as unknown as { Records: { kinesis: { data: string } }[] }
        const bytes = Uint8Array.from(atob(Records[0]!.kinesis.data), (letter) => letter.codePointAt(0)!)
        expect(new TextDecoder().decode(bytes)).toBe(data)
      }),
    )
  })
  it('keys of S3, encoded as S3 does', () => {
    const { Records } = built('s3', { key: 'a b/ü+1.jpg' }) as unknown as {
      Records: { s3: { object: { key: string } } }[]
    }
    expect(Records[0]!.s3.object.key).toBe('a+b/%C3%BC%2B1.jpg')
  })
  it('items of DynamoDB, with their types', () => {
    const item = '{"id":"1","n":2,"ok":true,"no":null,"list":[1,"a"],"map":{"x":1}}'
    const { Records } = isInTypings(built('dynamodb', { item }) as unknown as DynamoDbEvent)
    expect(Records[0]!.dynamodb!.NewImage).toEqual({
      id: { S: '1' },
      n: { N: '2' },
      ok: { BOOL: true },
      no: { NULL: true },
      list: { L: [{ N: '1' }, { S: 'a' }] },
      map: { M: { x: { N: '1' } } },
    })
  })
  it('queries, single, in lists and joined', () => {
    const query = 'a=1&a=2&b=x%20y'
    expect(built('rest-api', { query })).toMatchObject({
      queryStringParameters: { a: '2', b: 'x y' },
      multiValueQueryStringParameters: { a: ['1', '2'], b: ['x y'] },
    })
    expect(built('http-api', { query })).toMatchObject({
      rawQueryString: query,
      queryStringParameters: { a: '1,2', b: 'x y' },
    })
  })
  it('times, as each service writes them', () => {
    expect(built('http-api')).toMatchObject({
      requestContext: { time: '02/Jan/2026:03:04:05 +0000', timeEpoch: make.now },
    })
    expect(built('scheduled')).toMatchObject({ time: '2026-01-02T03:04:05Z' })
  })
})

it('takes any text for a text, half a character too', () => {
  for (const template of eventTemplates)
    for (const [name, { kind }] of Object.entries(template.fields))
      if (kind === 'text' || kind === 'lines') expect(buildEvent(template, { [name]: '\ud800' }, make).ok).toBe(true)
})

describe('values that will not do', () => {
  it('says where JSON breaks off', () =>
    expect(problems('dynamodb', { keys: '{' })[0]).toMatch(/^keys: Keys is no JSON: .+/))

  const problems = (id: string, values: Record<string, string>) => {
    const result = buildEvent(byId(id), values, make)
    return result.ok ? [] : result.problems.map(({ field, message }) => `${field}: ${message}`)
  }
  it.each([
    ['msk', { offset: 'many' }, 'offset: Offset is “many”, and has to be a number, such as 42.'],
    ['msk', { offset: '' }, 'offset: Offset is “”, and has to be a number, such as 42.'],
    ['msk', { offset: '0x10' }, 'offset: Offset is “0x10”, and has to be a number, such as 42.'],
    ['msk', { offset: '-1' }, 'offset: Offset is -1, and has to be at least 0.'],
    ['msk', { offset: '1.5' }, 'offset: Offset is 1.5, and has to be whole.'],
    ['dynamodb', { change: 'UPDATE' }, 'change: Change is “UPDATE”, and has to be one of INSERT, MODIFY, REMOVE.'],
    ['dynamodb', { keys: '[1]' }, 'keys: Keys has to be a JSON object, such as {"id": "42"}.'],
    ['s3', { bukket: 'x' }, 'bukket: There is no field bukket. There are bucket, key, size, what.'],
  ])('%s %j', (id, values, message) => expect(problems(id, values as Record<string, string>)).toEqual([message]))
})

it('tells nothing of what is like none of them', () => {
  for (const event of [{}, { name: 'Ada' }, [], 'text', null, 42, { Records: [] }])
    expect(kindOf(event)).toBeUndefined()
})

import { describe, expect, it } from 'vitest'
import { definitionOf } from '../environment/world.fixture.ts'
import { destinationRecord, type Ended } from './destination-record.ts'

const ended = (payload: string | Uint8Array, response: string | Uint8Array, change: Partial<Ended> = {}): Ended => ({
  event: {
    id: 1,
    function: 'f',
    requestId: 'r',
    payloadBytes: payload.length,
    queuedAt: 0,
    tries: 5,
    attempts: 3,
    refusals: 0,
    dueAt: 0,
  },
  kept: {
    request: { invokedArn: 'arn:aws:lambda:us-east-1:012345678912:function:f', traceId: '', chain: {} },
    payload: Buffer.from(payload),
  },
  how: 'retries-exhausted',
  last: {
    definition: definitionOf('f'),
    result: { outcome: 'error', by: 'runtime', payload: Buffer.from(response), failed: true },
  },
  ...change,
})
const recordOf = (given: Ended) => JSON.parse(destinationRecord(given, 0)) as Record<string, unknown>

describe('the record of an event', () => {
  it('says what was asked, what was answered, and how it ended', () => {
    expect(recordOf(ended('{"a":[1]}', '{"errorMessage":"no"}'))).toEqual({
      version: '1.0',
      timestamp: '1970-01-01T00:00:00.000Z',
      requestContext: {
        requestId: 'r',
        functionArn: 'arn:aws:lambda:us-east-1:012345678912:function:f:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { a: [1] },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'no' },
    })
  })

  it('names the qualifier that was used, and the version that ran', () => {
    const kept = {
      ...ended('1', '1').kept,
      request: { qualifier: 'v1', invokedArn: 'arn:f:v1', traceId: '', chain: {} },
    }
    const { result } = ended('1', '1').last!
    const last = { result, definition: definitionOf('f', { version: '7' }) }
    expect(recordOf(ended('1', '1', { kept, last }))).toMatchObject({
      requestContext: { functionArn: 'arn:f:v1' },
      responseContext: { executedVersion: '7' },
    })
  })

  it('has no response where the event grew too old', () => {
    const record = recordOf(ended('1', '', { how: 'age-exceeded', last: undefined }))
    expect(Object.keys(record)).toEqual(['version', 'timestamp', 'requestContext', 'requestPayload'])
  })

  it.each([
    ['{"n":\r\n 12345678901234567890}', '{"n":  12345678901234567890}'],
    ['\uFEFF[1]', '[1]'],
    ['"a\\nb 💡"', '"a\\nb 💡"'],
    ['', 'null'],
    ['no "json"\n', '"no \\"json\\"\\n"'],
  ])('is one line, and holds %j as it is', (payload, text) => {
    const line = destinationRecord(ended(payload, payload), 0)
    expect(line).not.toContain('\n')
    expect(line).toContain(`"requestPayload":${text},`)
    expect(line).toContain(`"responsePayload":${text}}`)
  })

  it('is text also where the response is none', () => {
    expect(recordOf(ended('1', Buffer.from([0x22, 0xff, 0x22])))['responsePayload']).toBe('"\uFFFD"')
  })
})

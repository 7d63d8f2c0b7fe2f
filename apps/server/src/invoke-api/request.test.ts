import { describe, expect, it } from 'vitest'
import { payloadProblem, readInvokeHeads } from './request.ts'

const heads = (given: Record<string, string>) => readInvokeHeads((name) => given[name])
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('the heads of an Invoke', () => {
  it('have defaults', () => {
    expect(heads({})).toEqual({ type: 'RequestResponse', tail: false, clientContext: undefined })
  })

  it('carry a client context on one line of ASCII, whatever it holds', () => {
    const read = heads({ 'x-amz-client-context': base64('{\n  "custom": {"k": "é\\n💡"}\n}') })
    expect(read).toMatchObject({ clientContext: '{"custom":{"k":"\\u00e9\\n\\ud83d\\udca1"}}' })
  })

  it.each([
    [{ 'x-amzn-requestid': 'mine' }, 'InvalidRequestContentException'],
    [{ 'x-amz-invocation-type': 'Foo' }, 'InvalidParameterValueException'],
    [{ 'x-amz-log-type': 'All' }, 'InvalidParameterValueException'],
    [{ 'x-amz-client-context': '%%%' }, 'InvalidRequestContentException'],
    [{ 'x-amz-client-context': base64('[1]') }, 'InvalidRequestContentException'],
    [{ 'x-amz-client-context': base64(`{"a":"${'x'.repeat(3000)}"}`) }, 'InvalidRequestContentException'],
  ])('are refused: %j', (given, type) => {
    expect(heads(given as Record<string, string>)).toMatchObject({ status: 400, type })
  })
})

describe('the payload', () => {
  const body = (text: string) => ({
    bytes: Buffer.from(text),
    length: Buffer.byteLength(text),
    tooLarge: false,
    truncated: false,
    trailers: [],
  })

  it.each(['', 'null', '0', '""', '[]', '{"a":"💡"}'])('may be %j', (text) => {
    expect(payloadProblem(body(text), 'RequestResponse')).toBeUndefined()
  })

  it.each(['{', 'undefined', '{"a":1}x'])('may not be %j', (text) => {
    expect(payloadProblem(body(text), 'RequestResponse')).toMatchObject({
      status: 400,
      type: 'InvalidRequestContentException',
    })
  })

  it('may not be bytes that are no UTF-8', () => {
    expect(
      payloadProblem({ ...body(''), bytes: Buffer.from([0x22, 0xff, 0x22]), length: 3 }, 'RequestResponse')?.status,
    ).toBe(400)
  })

  it('is smaller for an asynchronous invocation', () => {
    const large = body(`"${'x'.repeat(1024 * 1024)}"`)
    expect(payloadProblem(large, 'Event')?.status).toBe(413)
    expect(payloadProblem(large, 'RequestResponse')).toBeUndefined()
  })
})

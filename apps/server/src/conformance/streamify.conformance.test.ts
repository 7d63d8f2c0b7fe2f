// The Node.js runtime that ships, where a handler streams: what AWS's own does, as its caller sees it.
import type { EventOf } from '@playground/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPlayground, type Playground } from './playground.fixture.ts'
import { StreamingCaller } from './streaming-caller.fixture.ts'

const source = `
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const cases = {
  async words(event, stream, context) {
    stream.setContentType('text/plain')
    stream.write('a ')
    stream.write(Buffer.from('b '))
    stream.write({ id: context.awsRequestId, left: context.getRemainingTimeInMillis() > 0 })
    stream.end(' z')
  },
  async prelude(event, stream) {
    stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, cookies: ['c=1'] })
    stream.write('hi')
    stream.end()
  },
  async endsAtOnce(event, stream) {
    awslambda.HttpResponseStream.from(stream, { statusCode: 201 }).end('hi')
  },
  async breaks(event, stream) {
    stream.write('so far')
    throw new RangeError('enough ü')
  },
  async breaksAtOnce() {
    throw new RangeError('enough')
  },
  notAsync(event, stream) {
    stream.write('x')
  },
  async tooLate(event, stream) {
    stream.write('first')
    await new Promise((resolve) => setImmediate(resolve))
    stream.setContentType('text/html')
  },
  async returns(event, stream) {
    stream.end('written')
    return 'not this'
  },
  async pipes(event, stream) {
    let made = 0
    const source = new Readable({
      read() {
        made += 1
        this.push(made > event.pieces ? null : Buffer.alloc(64 * 1024, String(made % 10)))
      },
    })
    await pipeline(source, stream)
  },
  async uncaught(event, stream) {
    stream.write('so far')
    setImmediate(() => {
      throw new TypeError('nobody caught this')
    })
    await new Promise(() => {})
  },
}
export const handler = awslambda.streamifyResponse((event, stream, context) => cases[event.case](event, stream, context))
`

let playground: Playground
beforeAll(async () => {
  playground = await startPlayground({
    functions: {
      streams: {
        'function.json': '{"handler":"index.handler","timeout":30,"concurrency":1,"streamLimit":false}',
        'index.mjs': source,
      },
    },
  })
})
afterAll(() => playground.close())

/** A call that comes when the function is done with the one before. */
async function call(which: string, more: Record<string, unknown> = {}) {
  await playground.entriesUntil((entries) => {
    const count = (type: string) => entries.filter(({ event }) => event.type === type).length
    return count('invocation.received') === count('invocation.settled')
  })
  return new StreamingCaller(playground.port, 'streams', { payload: JSON.stringify({ case: which, ...more }) })
}
const done = async (...given: Parameters<typeof call>) => (await call(...given)).all()

test('writes text, bytes and JSON, announces what may follow, and is not done before it is taken', async () => {
  const { text, completion } = await done('words')
  expect(text).toMatch(/^a b \{"id":"[0-9a-f-]{36}","left":true\} z$/)
  expect(completion).toEqual({})
  const heads = new Map(
    (await playground.entries())
      .map(({ event }) => event)
      .find(
        (event): event is EventOf<'exchange.opened'> =>
          event.type === 'exchange.opened' && event.endpoint === 'response',
      )!
      .heads.map(([name, value]) => [name.toLowerCase(), value]),
  )
  expect(Object.fromEntries(heads)).toMatchObject({
    'content-type': 'text/plain',
    'transfer-encoding': 'chunked',
    'lambda-runtime-function-response-mode': 'streaming',
    trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
  })
})

test('puts the prelude before what is written, and not before what only ends it', async () => {
  expect((await done('prelude')).text).toBe('{"statusCode":201,"cookies":["c=1"]}\0\0\0\0\0\0\0\0hi')
  expect((await done('endsAtOnce')).text).toBe('hi')
})

test.each([
  ['breaks', 'so far', 'RangeError', 'enough ü'],
  ['breaksAtOnce', '', 'RangeError', 'enough'],
  ['notAsync', 'x', 'Error', 'Streaming does not support non-async handlers.'],
  ['tooLate', 'first', 'Runtime.InvalidStreamingOperation', 'Cannot set content-type, too late.'],
])('%s: the error comes after what was written', async (which, text, errorType, errorMessage) => {
  const got = await done(which)
  expect([got.text, got.completion.ErrorCode]).toEqual([text, 'Unhandled'])
  expect(JSON.parse(got.completion.ErrorDetails!)).toMatchObject({ errorType, errorMessage, trace: expect.any(Array) })
})

test('warns of a value that is returned, and sends what was written', async () => {
  expect((await done('returns')).text).toBe('written')
  await playground.entriesUntil((entries) =>
    entries.some(
      ({ event }) =>
        event.type === 'process.printed' && event.line.includes('Streaming handlers ignore return values.'),
    ),
  )
})

test('is as fast as it is read: a pipeline of 16 MiB comes whole', async () => {
  const { text } = await done('pipes', { pieces: 256 })
  expect(text.length).toBe(256 * 64 * 1024)
  expect([text.slice(0, 3), text.slice(-3)]).toEqual(['111', '666'])
})

test('an error that nobody caught is told in the stream, and ends the process', async () => {
  const { text, completion } = await done('uncaught')
  expect([text, completion.ErrorCode]).toEqual(['so far', 'Unhandled'])
  expect(JSON.parse(completion.ErrorDetails!)).toMatchObject({ errorType: 'TypeError' })
  await playground.entriesUntil((entries) =>
    entries.some(({ event }) => event.type === 'process.exited' && event.code === 129),
  )
})

test('a caller that waits for the whole gets it joined, or the error alone', async () => {
  expect((await playground.invoke('streams', '{"case":"returns"}')).body.toString()).toBe('written')
  const failed = await playground.invoke('streams', '{"case":"breaks"}')
  expect(failed.head('X-Amz-Function-Error')).toBe('Unhandled')
  expect(JSON.parse(failed.body.toString())).toMatchObject({ errorType: 'RangeError' })
})

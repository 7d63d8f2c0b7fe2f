import { streamBandwidth, streamedResponseLimit } from '@playground/protocol'
import { expect, it } from 'vitest'
import { defaultCalling, defaultExecution } from '@playground/protocol'
import type { ResponseSink } from './invocation.ts'
import { definitionOf, world } from './world.fixture.ts'

/** A caller that takes pieces, as fast as the test says. */
function reader() {
  const told: unknown[] = []
  let makeRoom: (() => void) | undefined
  const sink: ResponseSink = {
    begin: (head) => void told.push(head),
    write(piece) {
      told.push(Buffer.from(piece).toString())
      return piece.byteLength < 4 ? undefined : new Promise((resolve) => (makeRoom = resolve))
    },
  }
  return { told, sink, read: () => makeRoom?.() }
}

async function running(settings: Parameters<typeof definitionOf>[1] = {}, withSink = true) {
  const w = world(definitionOf('hello', settings))
  const { told, sink, read } = reader()
  const call = w.call('hello', {}, withSink ? sink : undefined)
  await w.turn()
  const environment = w.opened[0]!
  w.poll(environment)
  await w.turn()
  const answering = environment.accept('response', call.invocation.request.requestId, undefined, {})
  if ('status' in answering) throw new Error(answering.errorType)
  const head = { contentType: 'text/plain', streams: true }
  return { w, call, environment, told, read, answering, response: answering.response(head), head }
}

const bytes = (text: string) => Buffer.from(text)
const unlimited = { calling: { ...defaultCalling, streamLimit: false } }
/** Whether it is over by now. */
async function over(waits: Promise<void> | undefined): Promise<boolean> {
  let done = false
  void waits?.then(() => (done = true))
  for (let turns = 0; turns < 10; turns += 1) await Promise.resolve()
  return done
}

it('goes to the caller as it comes; the result says only that it went well', async () => {
  const { told, response, call, head, w } = await running()
  expect(told).toEqual([head])
  expect(response.take(bytes('a'))).toBeUndefined()
  expect(response.take(bytes('b'))).toBeUndefined()
  expect([told.slice(1), call.results]).toEqual([['a', 'b'], []])
  response.whole()
  expect(call.results).toMatchObject([{ outcome: 'ok', failed: false, payload: Buffer.alloc(0) }])
  expect(response.limit).toBe(streamedResponseLimit)
  w.poll(w.opened[0]!)
  await w.turn()
  expect(w.events('invocation.runtime-done')).toMatchObject([{ status: 'success', producedBytes: 2 }])
})

it('is collected for a caller that waits for all of it, within the limit of those', async () => {
  const { response, call, answering } = await running({}, false)
  void response.take(bytes('"a'))
  void response.take(bytes('b"'))
  response.whole()
  expect(Buffer.from(call.results[0]!.payload).toString()).toBe('"ab"')
  expect(response.limit).toBe(answering.limit)
})

it('waits for a slow caller', async () => {
  const { response, read } = await running()
  const room = response.take(bytes('long piece'))
  expect(await over(room)).toBe(false)
  read()
  expect(await over(room)).toBe(true)
})

it('is as fast as Lambda lets it: at once up to the burst, and then slowly', async () => {
  const { response, read, told, w } = await running()
  const burst = response.take(Buffer.alloc(streamBandwidth.burst))
  read()
  expect(await over(burst)).toBe(true)
  const rest = response.take(bytes('z'))
  expect(await over(rest)).toBe(false)
  w.clock.pass(125)
  expect(await over(rest)).toBe(true)
  expect(told.at(-1)).toBe('z')
})

it('is as fast as its caller without that limit', async () => {
  const { response, read } = await running(unlimited)
  const burst = response.take(Buffer.alloc(2 * streamBandwidth.burst))
  read()
  expect(await over(burst)).toBe(true)
  expect(response.take(bytes('z'))).toBeUndefined()
})

it.each(['bandwidth', 'caller'])(
  'is let go once the invocation has its result, whoever it waited for: the %s',
  async (who) => {
    const { response, w, call, told, answering, read } = await running(who === 'caller' ? unlimited : {})
    if (who === 'bandwidth') void response.take(Buffer.alloc(10 * streamBandwidth.burst))
    read()
    const waits = response.take(bytes('last one'))
    const before = told.length
    w.clock.pass(3000)
    expect(call.results).toMatchObject([{ outcome: 'timeout' }])
    expect(await over(waits)).toBe(true)
    expect(answering.over).toBe(true)
    expect(response.take(bytes('z'))).toBeUndefined()
    response.whole()
    answering.truncated()
    expect(call.results).toHaveLength(1)
    expect(told.length).toBe(before)
    expect(w.clock.pending()).toBe(0)
    expect(w.events('runtime.refused')).toEqual([])
  },
)

it('fails in the middle with what the runtime says after it', async () => {
  const { response, call, told, w } = await running()
  void response.take(bytes('a'))
  response.whole({ errorType: 'Function.Broke', body: bytes('{"errorMessage":"m"}') })
  expect(told.slice(1)).toEqual(['a'])
  expect(call.results).toMatchObject([
    {
      outcome: 'error',
      by: 'runtime',
      failed: true,
      errorType: 'Function.Broke',
      payload: bytes('{"errorMessage":"m"}'),
    },
  ])
  w.poll(w.opened[0]!)
  await w.turn()
  expect(w.events('invocation.runtime-done')).toMatchObject([{ status: 'error', errorType: 'Function.Broke' }])
})

it('over its limit is told in figures of that limit', async () => {
  const { answering, call, response } = await running()
  answering.tooLarge(response.limit + 1, response.limit)
  expect(JSON.parse(Buffer.from(call.results[0]!.payload).toString())).toEqual({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size (209715201 bytes) exceeded maximum allowed payload size (209715200 bytes).`,
  })
  expect(call.results[0]!.help).toContain('at most 200 MiB.')
})

it('is ended by an error where invocations share an environment', async () => {
  const execution = { ...defaultExecution, maxConcurrency: 2 }
  const { environment, call, response, answering } = await running({ execution })
  void response.take(bytes('a'))
  const id = call.invocation.request.requestId
  const error = environment.accept('error', id, undefined, {})
  if ('status' in error) throw new Error(error.errorType)
  error.failed({ errorType: 'Function.Broke', body: bytes('{}') })
  expect(call.results).toMatchObject([{ outcome: 'error', errorType: 'Function.Broke' }])
  expect(answering.over).toBe(true)
  expect(environment.accept('error', id, undefined, {})).toMatchObject({ status: 400 })
})

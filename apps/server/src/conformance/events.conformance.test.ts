// Asynchronous invocations: kept before the 202, tried again, sent on, and never lost, whatever ends the server.
import { mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attemptName, eventPayloadLimit, invokeAsyncPayloadLimit } from '@playground/protocol'
import type { Entry, EventOf, EventType } from '@playground/protocol'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openSeat, seatFunction } from './mounts.fixture.ts'
import { invoke, linesOf, startPlayground, writeFunction, type Playground } from './playground.fixture.ts'
import { ask } from './raw-http.fixture.ts'
import { node, writtenBy } from './scripted.fixture.ts'
import { startServerProcess } from './server-process.fixture.ts'

const asEvent = { 'X-Amz-Invocation-Type': 'Event' }

/** Fails `{"fail":n}` n times; writes down each event with its request id. */
const flaky = (async: Record<string, unknown>) =>
  node(
    `for (;;) {
  const { id, body } = await next()
  write(id + ' ' + body)
  const tries = written().filter((line) => line.startsWith(id)).length
  const fails = tries <= (JSON.parse(body).fail ?? 0)
  await post('invocation/' + id + (fails ? '/error' : '/response'), fails ? '{"errorMessage":"not yet"}' : '"done"')
}`,
    { settings: { async: { shortWaits: true, ...async } } },
  )

const ofType = <T extends EventType>(entries: Entry[], type: T, id: string) =>
  entries.filter(({ event, of }) => event.type === type && of.invocation === id).map(({ event }) => event as EventOf<T>)
const ended = (id: string) => (entries: Entry[]) => ofType(entries, 'event.ended', id).length > 0
const destined = (id: string) => (entries: Entry[]) => ofType(entries, 'event.destined', id).length > 0

describe('an asynchronous invocation', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await startPlayground({
      functions: {
        flaky: flaky({ onFailure: 'file:failed.jsonl', onSuccess: 'function:told' }),
        told: node(`for (;;) {
  const { id, body } = await next()
  write(body)
  await post('invocation/' + id + '/response', '1')
}`),
        slow: node('await next(); await new Promise(() => setInterval(() => {}, 1000))'),
        seat: seatFunction(),
        broken: { 'function.json': '{"layers":["nowhere"],"async":{"shortWaits":true}}', bootstrap: '#!/bin/sh\n' },
      },
    })
  })
  afterAll(() => playground.close())

  const send = async (name: string, payload: string | Uint8Array = '{}') => {
    const answer = await playground.invoke(name, payload, asEvent)
    expect([answer.status, answer.body.length]).toEqual([202, 0])
    return answer.head('x-amzn-RequestId')!
  }

  test('IV-05 IV-15 is tried twice more by the same request id, and its record goes where failures go', async () => {
    const id = await send('flaky', '{"fail":9}')
    const entries = await playground.entriesUntil(destined(id))
    const written = await linesOf(writtenBy(playground.functionFolder('flaky')), 1)
    expect(written.filter((line) => line.startsWith(id))).toHaveLength(3)
    for (const attempt of [1, 2, 3]) {
      const name = attemptName(id, attempt)
      expect(ofType(entries, 'invocation.received', name)).toMatchObject([{ attempt, invocationType: 'Event' }])
      expect(ofType(entries, 'invocation.settled', name)).toMatchObject([{ outcome: 'error' }])
    }
    expect(ofType(entries, 'event.waiting', id)).toMatchObject([
      { attempt: 2, because: 'function-error', lambdaMs: 60_000 },
      { attempt: 3, because: 'function-error', lambdaMs: 120_000 },
    ])
    expect(ofType(entries, 'event.ended', id)).toMatchObject([{ how: 'retries-exhausted', attempts: 3 }])
    const answered = entries.findIndex(({ event, of }) => event.type === 'exchange.answered' && of.invocation === id)
    const queued = entries.findIndex(({ event, of }) => event.type === 'event.queued' && of.invocation === id)
    expect(queued).toBeLessThan(answered)

    const path = join(playground.functionFolder('flaky'), 'failed.jsonl')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(JSON.parse((await readFile(path, 'utf8')).trimEnd())).toMatchObject({
      requestContext: { requestId: id, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { fail: 9 },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'not yet' },
    })
    // The file lies in the function's folder, and is no deployment.
    await playground.entriesUntil(destined(await send('flaky')))
    const created = (await playground.entries()).filter(
      ({ event, of }) => event.type === 'environment.created' && of.function === 'flaky',
    )
    expect(created).toHaveLength(1)
  })

  test('that succeeds in the end tells a function, by an event of its own', async () => {
    const id = await send('flaky', '{"fail":1}')
    const entries = await playground.entriesUntil(destined(id))
    expect(ofType(entries, 'event.ended', id)).toMatchObject([{ how: 'succeeded', attempts: 2 }])
    const [{ invocation, destination }] = ofType(entries, 'event.destined', id) as [EventOf<'event.destined'>]
    expect(destination).toBe('function:told')
    await playground.entriesUntil(ended(invocation!))
    const told = await linesOf(writtenBy(playground.functionFolder('told')), 1)
    expect(told.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({
        requestContext: expect.objectContaining({ requestId: id, condition: 'Success', approximateInvokeCount: 2 }),
        requestPayload: { fail: 1 },
        responsePayload: 'done',
      }),
    )
  })

  test('of a function that cannot run waits, and goes on when it can', async () => {
    const id = await send('broken')
    await playground.entriesUntil((entries) => ofType(entries, 'event.waiting', id).length >= 2)
    await writeFunction(playground.functionFolder('broken'), flaky({}))
    const entries = await playground.entriesUntil(ended(id))
    expect(ofType(entries, 'event.waiting', id)[0]).toMatchObject({ because: 'service-error', lambdaMs: 1000 })
    expect(ofType(entries, 'event.ended', id)).toMatchObject([{ how: 'succeeded', attempts: 1 }])
  })

  test('waits in line for an attached runtime, and is not throttled', async () => {
    const seat = openSeat(playground, 'seat', 'attach')
    const runtime = await seat.connect()
    await runtime.respond('nothing-yet')
    const ids = [await send('seat', '1'), await send('seat', '2'), await send('seat', '3')]
    for (const [index, id] of ids.entries()) {
      const event = await runtime.next()
      expect([event.requestId, event.body]).toEqual([id, String(index + 1)])
      await runtime.respond(event.requestId)
    }
    void runtime.poll().catch(() => {})
    const entries = await playground.entriesUntil(ended(ids[2]!))
    for (const id of ids) expect(ofType(entries, 'event.waiting', id)).toEqual([])
  })

  test('ends with its function, under way and in line', async () => {
    const ids = [await send('slow'), await send('slow'), await send('slow')]
    await playground.entriesUntil((entries) => ofType(entries, 'invocation.dispatched', ids[0]!).length > 0)
    const removed = await fetch(`${playground.address}/api/functions/slow`, { method: 'DELETE' })
    expect(removed.status).toBe(200)
    const entries = await playground.entriesUntil((all) => ids.every((id) => ended(id)(all)))
    for (const id of ids) expect(ofType(entries, 'event.ended', id)).toMatchObject([{ how: 'deleted' }])
  })

  test('IV-11 one byte over 1 MiB is 413, and is not kept', async () => {
    const answer = await playground.invoke('told', `"${'p'.repeat(eventPayloadLimit - 1)}"`, asEvent)
    expect([answer.status, answer.head('x-amzn-ErrorType')]).toEqual([413, 'RequestEntityTooLargeException'])
    const id = answer.head('x-amzn-RequestId')!
    expect(ofType(await playground.entries(), 'event.queued', id)).toEqual([])
  })

  describe('by invoke-async', () => {
    const invokeAsync = (name: string, body: string, end = '') =>
      ask(playground.port, 'POST', `/2014-11-13/functions/${name}/invoke-async${end}`, { body })

    test.each(['', '/'])('IV-19 is accepted, and runs (ending in %j)', async (end) => {
      const answer = await invokeAsync('told', '{"old":true}', end)
      expect([answer.status, answer.body.length]).toEqual([202, 0])
      const id = answer.head('x-amzn-RequestId')!
      const entries = await playground.entriesUntil(ended(id))
      expect(ofType(entries, 'event.ended', id)).toMatchObject([{ how: 'succeeded' }])
      const opened = ofType(entries, 'exchange.opened', id)
      expect(opened[0]).toMatchObject({ endpoint: 'invoke-async', from: 'caller' })
    })

    test.each([
      ['nobody', '{}', 404, 'ResourceNotFoundException'],
      ['told', '{', 400, 'InvalidRequestContentException'],
      ['told', `"${'p'.repeat(invokeAsyncPayloadLimit - 1)}"`, 413, 'RequestEntityTooLargeException'],
    ])('is refused (%s)', async (name, body, status, type) => {
      const answer = await invokeAsync(name, body)
      expect([answer.status, answer.head('x-amzn-ErrorType')]).toEqual([status, type])
    })

    test('takes 256 KiB, and POST alone', async () => {
      expect((await invokeAsync('told', `"${'p'.repeat(invokeAsyncPayloadLimit - 2)}"`)).status).toBe(202)
      const get = await ask(playground.port, 'GET', '/2014-11-13/functions/told/invoke-async')
      expect([get.status, get.head('Allow')]).toEqual([405, 'POST'])
    })
  })
})

test('a server that stops, or is killed, loses no event that it took', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'playground-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const gate = join(folder, 'open')
  // Holds what it gets until there is a file: no event ends before.
  const gated = node(
    `for (;;) {
  const { id, body } = await next()
  write('got ' + id)
  while (!existsSync(${JSON.stringify(gate)})) await new Promise((resolve) => setTimeout(resolve, 20))
  write('did ' + id + ' ' + body)
  await post('invocation/' + id + '/response', body)
}`,
    { settings: { concurrency: 2, timeout: 900 } },
  )
  await writeFunction(join(folder, 'gated'), gated)
  const options = { dataFolder: join(folder, 'data'), folders: [join(folder, 'gated')] }
  const beside = writtenBy(options.folders[0]!)
  const sent = new Map<string, string>()
  const send = async (port: number, count: number) => {
    const from = sent.size
    const bodies = Array.from({ length: count }, (_, index) => `{"number":${from + index}}`)
    const answers = await Promise.all(bodies.map((body) => invoke(port, 'gated', body, asEvent)))
    for (const [index, answer] of answers.entries()) {
      expect(answer.status).toBe(202)
      sent.set(answer.head('x-amzn-RequestId')!, bodies[index]!)
    }
  }

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const server = await startServerProcess(options)
    onTestFinished(() => void server.kill('SIGKILL'))
    const before = (await readFile(beside, 'utf8').catch(() => '')).split('\n').length - 1
    await send(server.port, 30)
    // Some are under way.
    await linesOf(beside, before + 2)
    await server.kill(signal)
  }

  await writeFile(gate, '')
  const playground = await startPlayground({ serve: options })
  onTestFinished(playground.close)
  const entries = await playground.entriesUntil(
    (all) => all.filter(({ event }) => event.type === 'event.ended').length >= sent.size,
  )
  const did = (await readFile(beside, 'utf8')).split('\n').filter((line) => line.startsWith('did '))
  expect(did.sort()).toEqual([...sent].map(([id, body]) => `did ${id} ${body}`).sort())
  for (const id of sent.keys()) {
    expect(ofType(entries, 'event.queued', id)).toMatchObject([{ recovered: { attempts: 0 } }])
    expect(ofType(entries, 'event.ended', id)).toMatchObject([{ how: 'succeeded', attempts: 1 }])
  }
  expect(entries.filter(({ event }) => event.type === 'journal.repaired')).toEqual([])
  // Three servers start one after the other.
}, 180_000)

// Clients of other languages, not written for this host and unchanged, as runtimes and extensions; `npm run clients:setup` builds them.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry, EventOf, EventType } from '@playground/protocol'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../telemetry-api/receivers.fixture.ts'
import { home, startPlayground, type FunctionFiles } from './playground.fixture.ts'
import type { RawAnswer } from './raw-http.fixture.ts'
import { StreamingCaller } from './streaming-caller.fixture.ts'

const built = join(home, '.clients')
const has = (name: string) => existsSync(join(built, name))

async function open(settings: Record<string, unknown>, files: FunctionFiles = {}) {
  const functions = {
    client: { 'function.json': JSON.stringify({ timeout: 30, concurrency: 1, ...settings }), ...files },
  }
  const playground = await startPlayground({ functions })
  onTestFinished(playground.close)
  return {
    ...playground,
    call: (payload: unknown) => playground.invoke('client', JSON.stringify(payload)),
    /** Lines that were printed, as soon as there is one like this. */
    async printed(like: RegExp): Promise<string[]> {
      const lines = (all: Entry[]) => eventsOf(all, 'process.printed').map(({ line }) => line)
      return lines(await playground.entriesUntil((all) => lines(all).some((line) => like.test(line))))
    },
    /** A new version of the function: its environments are shut down. */
    async shutDown(): Promise<Entry[]> {
      await writeFile(join(playground.functionFolder('client'), 'changed'), 'once')
      return playground.entriesUntil((all) => eventsOf(all, 'environment.changed').some(({ to }) => to === 'gone'))
    },
  }
}

function eventsOf<T extends EventType>(entries: Entry[], type: T): EventOf<T>[] {
  return entries.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type)
}

function refused(entries: Entry[]): unknown[] {
  return entries
    .map(({ event }) => event)
    .filter(({ type }) => type === 'runtime.refused' || type === 'extension.refused')
}

const parsed = (answer: RawAnswer) => JSON.parse(answer.body.toString()) as Record<string, unknown>

describe.runIf(has('rust'))('Rust: lambda_runtime and lambda-extension', () => {
  test('serve, hear of every event, and get telemetry that they can read', async () => {
    const play = await open({
      layers: ['runtime', 'extension'].map((part) => join(built, 'rust', part)),
      variables: { TELEMETRY_PORT: String(await freePort()) },
    })
    const answer = await play.call({ n: 1 })
    expect(answer.body.toString()).toBe('{"n":1}')
    const failed = await play.call({ fail: 'asked to' })
    expect([failed.head('X-Amz-Function-Error'), parsed(failed)['errorMessage']]).toEqual(['Unhandled', '"asked to"'])
    const id = answer.head('x-amzn-RequestId')
    const lines = await play.printed(/^telemetry report/)
    expect(lines).toEqual(
      expect.arrayContaining([
        `handles ${id}`,
        `event INVOKE ${id}`,
        'telemetry initStart',
        `telemetry start ${id}`,
        `telemetry function handles ${id}`,
        'telemetry runtimeDone Success',
        'telemetry report 128 MB',
      ]),
    )
    const before = await play.entries()
    const registered = eventsOf(before, 'extension.changed').filter(({ to }) => to === 'Registered')
    expect(registered.map(({ external, events }) => [external, events])).toEqual([
      [true, ['INVOKE', 'SHUTDOWN']],
      [false, []],
    ])
    for (const { status, problem } of eventsOf(before, 'telemetry.delivered'))
      expect([status, problem]).toEqual([200, undefined])
    expect(refused(before)).toEqual([])

    const after = await play.shutDown()
    const printed = eventsOf(after, 'process.printed').map(({ line }) => line)
    expect(printed).toContain('told to end')
    expect(printed).toContain('event SHUTDOWN spindown')
    // The runtime goes first.
    expect(printed.indexOf('told to end')).toBeLessThan(printed.indexOf('event SHUTDOWN spindown'))
  })
})

describe.runIf(has('go'))('Go: aws-lambda-go', () => {
  test('serves, streams with an error in trailers, and with its SIGTERM option, an internal extension, is told of its end', async () => {
    const play = await open({ layers: [join(built, 'go')] })
    const answer = await play.call({ n: 1 })
    expect(parsed(answer)).toEqual({ given: { n: 1 }, requestId: answer.head('x-amzn-RequestId'), remains: true })
    const failed = await play.call({ fail: 'asked to' })
    expect([failed.head('X-Amz-Function-Error'), parsed(failed)]).toEqual([
      'Unhandled',
      { errorMessage: 'asked to', errorType: 'errorString' },
    ])
    const stream = (event: object) => new StreamingCaller(play.port, 'client', { payload: JSON.stringify(event) }).all()
    expect(await stream({ stream: 'all of it' })).toEqual({ text: 'all of it', completion: {} })
    const broken = await stream({ stream: 'so far', fail: 'asked to' })
    expect([broken.text, broken.completion.ErrorCode]).toEqual(['so far', 'Unhandled'])
    expect(JSON.parse(broken.completion.ErrorDetails!)).toEqual({ errorMessage: 'asked to', errorType: 'errorString' })
    const whole = await play.call({ stream: 'so far', fail: 'asked to' })
    expect([whole.head('X-Amz-Function-Error'), parsed(whole)['errorMessage']]).toEqual(['Unhandled', 'asked to'])
    const registered = (await play.entries()).filter(
      ({ event }) => event.type === 'extension.changed' && event.to === 'Registered',
    )
    expect(registered.map(({ of, event }) => [of.extension, event])).toMatchObject([
      ['GoLangEnableSIGTERM', { external: false, events: [] }],
    ])
    const after = await play.shutDown()
    expect(eventsOf(after, 'process.printed').map(({ line }) => line)).toContain('told to end')
    expect(eventsOf(after, 'process.signalled').map(({ signal }) => signal)).toContain('SIGTERM')
    expect(refused(after)).toEqual([])
  })
})

describe.runIf(has('python'))('Python: awslambdaric', () => {
  const bootstrap = '#!/bin/sh\nexec python-of-the-layer -m awslambdaric app.handler\n'

  test('serves, reports errors with where they were raised, and logs in frames', async () => {
    const play = await open({ layers: [join(built, 'python')], framedLogs: true }, { bootstrap })
    const answer = await play.call({ n: 1 })
    expect(parsed(answer)).toEqual({ given: { n: 1 }, requestId: answer.head('x-amzn-RequestId'), remains: true })
    const failed = await play.call({ fail: 'asked to' })
    expect(failed.head('X-Amz-Function-Error')).toBe('Unhandled')
    expect(parsed(failed)).toMatchObject({
      errorMessage: 'asked to',
      errorType: 'ValueError',
      stackTrace: [expect.stringContaining('raise ValueError')],
    })
    const entries = await play.entriesUntil((all) => eventsOf(all, 'invocation.settled').length === 2)
    const frame = eventsOf(entries, 'process.printed').find(({ line }) => line.includes('handles\nin two lines'))
    expect(frame?.stream).toBe('telemetry')
    expect(refused(entries)).toEqual([])
  })

  test('reports a handler that is not there as an error of Init', async () => {
    const play = await open({ layers: [join(built, 'python')] }, { bootstrap: bootstrap.replace('app.', 'nowhere.') })
    const answer = await play.call({})
    expect(parsed(answer)).toMatchObject({ errorType: 'Runtime.ImportModuleError' })
  })
})

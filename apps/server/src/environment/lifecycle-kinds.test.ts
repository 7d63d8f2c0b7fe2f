import { defaultExecution, type Execution } from '@playground/protocol'
import { describe, expect, it } from 'vitest'
import type { ManagedEnvironment } from './managed.ts'
import { definitionOf, respond, world, type Call } from './world.fixture.ts'

const text = (call: Call) => Buffer.from(call.results[0]!.payload).toString()

function functionWith(execution: Partial<Execution>, settings: Parameters<typeof definitionOf>[1] = {}) {
  return world(definitionOf('hello', { ...settings, execution: { ...defaultExecution, ...execution } }))
}

/** SnapStart's runtime says that its snapshot can be taken. */
function askRestore(environment: ManagedEnvironment) {
  const poll = { of: {}, restoredTimes: 0, abandoned: false }
  const refusal = environment.runtime.restoreNext({
    of: {},
    restored: () => (poll.restoredTimes += 1),
    expectEnd: () => {},
    abandon: () => (poll.abandoned = true),
  })
  return { poll, refusal }
}

describe('provisioned concurrency', () => {
  it('initialises as many environments ahead as are asked for, and replaces one that ends', async () => {
    const w = functionWith({ provisioned: 2 })
    w.environments.prepare('hello')
    await w.turn()
    expect(w.started).toHaveLength(2)
    expect(w.events('environment.init-started')).toMatchObject([
      { initializationType: 'provisioned-concurrency', limitMs: 130_000 },
      { initializationType: 'provisioned-concurrency' },
    ])
    await (w.opened[0] as ManagedEnvironment).stop('a test')
    await w.turn()
    expect(w.started).toHaveLength(3)
  })

  it('serves its first invocation without an Init before it, and reports the Init it had', async () => {
    const w = functionWith({ provisioned: 1 })
    w.environments.prepare('hello')
    await w.turn()
    const environment = w.opened[0] as ManagedEnvironment
    w.clock.pass(700)
    const { poll } = w.poll(environment)
    const lines = w.events('telemetry.emitted').map(({ line }) => line)
    expect(lines.some((line) => line.startsWith('INIT_REPORT Init Duration: 700.00 ms'))).toBe(true)
    const call = w.call('hello')
    expect(poll.given).toHaveLength(1)
    respond(environment, call)
    expect(call.results).toHaveLength(1)
  })

  it('keeps them however long they rest', async () => {
    const w = functionWith({ provisioned: 1 })
    w.environments.prepare('hello')
    await w.turn()
    w.poll(w.opened[0]!)
    w.clock.pass(400_000)
    await w.turn()
    expect(w.opened[0]!.state).toBe('ready')
  })
})

describe('SnapStart', () => {
  /** Init is done, and the processes are stopped. */
  async function snapshot() {
    const w = functionWith({ snapStart: true })
    w.environments.prepare('hello')
    await w.turn()
    const environment = w.opened[0] as ManagedEnvironment
    const asked = askRestore(environment)
    return { w, environment, asked }
  }

  it('gives the credentials by address and token, and freezes at once after Init', async () => {
    const { w, environment } = await snapshot()
    expect(w.started[0]?.start.credentials).toEqual({
      uri: 'http://127.0.0.1:40001/2021-04-23/credentials',
      token: environment.credentialsToken,
    })
    expect(environment.state).toBe('snapshot')
    expect(w.frozen).toEqual([`${environment.name} frozen`])
  })

  it('restores for an invocation, which is served when the runtime asks for its event', async () => {
    const { w, environment, asked } = await snapshot()
    const call = w.call('hello')
    expect(w.frozen.at(-1)).toBe(`${environment.name} thawed`)
    expect(asked.poll.restoredTimes).toBe(1)
    expect(environment.state).toBe('restoring')
    w.clock.pass(320)
    const { poll } = w.poll(environment)
    expect(poll.given).toHaveLength(1)
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    expect(w.events('invocation.settled')[0]).toMatchObject({ restoreMs: 320, durationMs: 0 })
    const report = w.events('telemetry.emitted').find(({ line }) => line.startsWith('REPORT'))
    expect(report?.line).toContain('Restore Duration: 320.00 ms\tBilled Restore Duration: 320 ms')
  })

  it('tells the caller what restore/error says, and begins with Init the next time', async () => {
    const { w, environment } = await snapshot()
    const call = w.call('hello')
    expect(environment.runtime.acceptInitError({}, 'restore-error')).toBeUndefined()
    environment.initFailed(Buffer.from('{"errorMessage":"hook"}'), 'Runtime.AfterRestoreError')
    expect(text(call)).toBe('{"errorMessage":"hook"}')
    expect(environment.state).toBe('reset')
    await w.turn()
    w.call('hello')
    await w.turn()
    expect(environment.incarnation).toBe(2)
  })

  it('takes init/error for restore/error while it restores', async () => {
    const { w, environment } = await snapshot()
    const call = w.call('hello')
    expect(environment.runtime.acceptInitError({}, 'init-error')).toBeUndefined()
    environment.initFailed(Buffer.from('{}'), 'Runtime.Unknown')
    expect(text(call)).toBe('{}')
  })

  it('refuses with SnapStartTimeoutException where the hooks take too long', async () => {
    const { w } = await snapshot()
    const call = w.call('hello')
    w.clock.pass(10_000)
    expect(call.results[0]?.refusal).toMatchObject({ status: 408, type: 'SnapStartTimeoutException' })
    expect(w.events('environment.restore-ended')[0]).toMatchObject({ status: 'timeout' })
  })

  it('lets a call wait for an Init ahead of it rather than start another', async () => {
    const w = functionWith({ snapStart: true })
    w.environments.prepare('hello')
    await w.turn()
    const call = w.call('hello')
    await w.turn()
    expect(w.started).toHaveLength(1)
    askRestore(w.opened[0] as ManagedEnvironment)
    w.poll(w.opened[0]!)
    expect(respond(w.opened[0]!, call)).toBeUndefined()
  })

  it('is opted out of by a runtime that asks for its event at once', async () => {
    const w = functionWith({ snapStart: true })
    const call = w.call('hello')
    await w.turn()
    const { poll } = w.poll(w.opened[0]!)
    expect(poll.given).toEqual([{ id: call.invocation.request.requestId, again: false }])
  })
})

describe('several invocations at one time', () => {
  async function three() {
    const w = functionWith({ maxConcurrency: 3 }, { concurrency: 1 })
    const first = w.call('hello')
    await w.turn()
    const environment = w.opened[0] as ManagedEnvironment
    const polls = [w.poll(environment), w.poll(environment), w.poll(environment)].map(({ poll }) => poll)
    const calls = [first, w.call('hello'), w.call('hello')]
    return { w, environment, polls, calls }
  }

  it('gives each parked request one, and takes the answers in any order', async () => {
    const { w, environment, polls, calls } = await three()
    expect(polls.map(({ given }) => given.map(({ id }) => id))).toEqual(
      calls.map(({ invocation }) => [invocation.request.requestId]),
    )
    for (const [index, call] of [...calls.entries()].toReversed())
      expect(respond(environment, call, `"${index}"`)).toBeUndefined()
    expect(calls.map(text)).toEqual(['"0"', '"1"', '"2"'])
    expect(environment.state).toBe('ready')
    expect(w.events('invocation.settled')).toHaveLength(3)
  })

  it('refuses an id that it does not know, and a second answer', async () => {
    const { environment, calls } = await three()
    respond(environment, calls[1]!)
    expect(respond(environment, calls[1]!)).toMatchObject({ status: 400, errorType: 'InvalidRequestID' })
    expect(environment.accept('response', 'nobody', undefined, {})).toMatchObject({ status: 400 })
  })

  it('times out each by itself, kills nothing, and tells a late answer once', async () => {
    const { w, environment, calls } = await three()
    w.clock.pass(2000)
    respond(environment, calls[0]!)
    w.clock.pass(1000)
    expect(text(calls[1]!)).toBe('{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 3.00 seconds"}')
    expect(w.started[0]?.ended).toEqual([])
    expect(respond(environment, calls[1]!)).toMatchObject({ status: 410, errorType: 'InvokeTimeout' })
    expect(respond(environment, calls[1]!)).toMatchObject({ status: 400, errorType: 'InvalidRequestID' })
  })

  it('is throttled where no request for work is parked', async () => {
    const { w } = await three()
    const fourth = w.call('hello')
    expect(fourth.results[0]?.refusal).toMatchObject({ status: 429, type: 'TooManyRequestsException' })
  })

  it('lets calls wait for an Init that will have room for them', async () => {
    const w = functionWith({ maxConcurrency: 2 }, { concurrency: 1 })
    const calls = [w.call('hello'), w.call('hello')]
    await w.turn()
    expect(w.started).toHaveLength(1)
    w.poll(w.opened[0]!)
    w.poll(w.opened[0]!)
    for (const call of calls) expect(respond(w.opened[0]!, call)).toBeUndefined()
  })

  it('tells everybody when its runtime ends, and makes room for another environment', async () => {
    const { w, calls, environment } = await three()
    w.started[0]!.events.exited({ code: 9, signal: null })
    await w.turn()
    for (const call of calls) expect(text(call)).toContain('exit status 9')
    expect(environment.state).toBe('gone')
    w.call('hello')
    await w.turn()
    expect(w.started).toHaveLength(2)
  })

  it('hands an event whose worker was gone to the next that asks', async () => {
    const { w, environment, calls } = await three()
    environment.lost(calls[2]!.invocation)
    const { poll } = w.poll(environment)
    expect(poll.given).toEqual([{ id: calls[2]!.invocation.request.requestId, again: true }])
  })

  it('is never frozen, and refuses INVOKE to its extensions', async () => {
    const { w, environment, calls } = await three()
    for (const call of calls) respond(environment, call)
    w.clock.pass(1000)
    expect(w.frozen).toEqual([])
    const taken = environment.extensions.register('inside', Buffer.from('{"events":["INVOKE"]}'), {})
    expect(taken).toMatchObject({ message: 'No events allowed for internal extensions' })
  })
})

describe('tenants', () => {
  it('have environments of their own', async () => {
    const w = functionWith({ tenantIsolation: true })
    const first = w.call('hello', { tenant: 'blue' })
    await w.turn()
    w.poll(w.opened[0]!)
    respond(w.opened[0]!, first)
    w.poll(w.opened[0]!)
    await w.turn()
    w.call('hello', { tenant: 'green' })
    await w.turn()
    expect(w.events('environment.created').map(({ tenant }) => tenant)).toEqual(['blue', 'green'])
    const again = w.call('hello', { tenant: 'blue' })
    expect(respond(w.opened[0]!, again)).toBeUndefined()
  })

  it('make room for each other at the limit', async () => {
    const w = world(
      definitionOf('hello', { concurrency: 1, execution: { ...defaultExecution, tenantIsolation: true } }),
    )
    const first = w.call('hello', { tenant: 'blue' })
    await w.turn()
    w.poll(w.opened[0]!)
    respond(w.opened[0]!, first)
    w.poll(w.opened[0]!)
    await w.turn()
    w.call('hello', { tenant: 'green' })
    await w.turn()
    expect(w.opened[0]!.state).toBe('gone')
    expect(w.opened[1]!.state).toBe('init')
  })
})

describe('under a debugger', () => {
  it('nothing is ended for its time, and the deadline is the longest there is', async () => {
    const w = functionWith({ debug: true })
    const call = w.call('hello')
    await w.turn()
    w.clock.pass(60_000)
    w.poll(w.opened[0]!)
    w.clock.pass(60_000)
    expect(call.results).toEqual([])
    expect(call.invocation.deadline - w.clock.epoch()).toBeGreaterThan(800_000)
    respond(w.opened[0]!, call)
    expect(call.results).toHaveLength(1)
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { Extension } from './extension.ts'
import type { ManagedEnvironment } from './managed.ts'
import { definitionOf, respond, world } from './world.fixture.ts'

type World = ReturnType<typeof world>
const json = (value: unknown) => Buffer.from(JSON.stringify(value))
const both = json({ events: ['INVOKE', 'SHUTDOWN'] })

/** An environment in Init, whose external extensions were started and nothing else. */
async function starting(names: string[], settings: Parameters<typeof definitionOf>[1] = {}) {
  const w = world(definitionOf('hello', settings))
  w.bring(...names)
  const call = w.call('hello')
  await w.turn()
  const environment = w.opened[0] as ManagedEnvironment
  return { w, call, environment }
}

function register(environment: ManagedEnvironment, name: string, body: Uint8Array = both): Extension {
  const taken = environment.extensions.register(name, body, {})
  if (!(taken instanceof Extension)) throw new Error(taken.message)
  return taken
}

/** One extension and a runtime, both waiting; the first call is dispatched. */
async function warm(names: string[] = ['logger'], settings: Parameters<typeof definitionOf>[1] = {}) {
  const { w, call, environment } = await starting(names, settings)
  const extensions = names.map((name) => register(environment, name))
  for (const extension of extensions) w.ask(environment, extension)
  w.poll(environment)
  await w.turn()
  const runtime = w.started.findLast(({ start }) => start.program.kind === 'runtime')!
  const processOf = (name: string) => w.started.find(({ start }) => start.of.extension === name)!
  return { w, call, environment, extensions, runtime, processOf }
}

const programs = (w: World) => w.started.map(({ start }) => start.of.extension ?? 'runtime')

describe('Init with external extensions', () => {
  it('starts the runtime only when all of them have registered', async () => {
    const { w, environment } = await starting(['one', 'two'])
    expect(programs(w)).toEqual(['one', 'two'])
    register(environment, 'one')
    expect(programs(w)).toEqual(['one', 'two'])
    register(environment, 'two')
    expect(programs(w)).toEqual(['one', 'two', 'runtime'])
  })

  it('is done when the runtime and every extension have asked, in whatever order', async () => {
    const { w, call, environment } = await starting(['one', 'two'])
    const [one, two] = [register(environment, 'one'), register(environment, 'two')]
    w.ask(environment, one)
    const runtime = w.poll(environment)
    expect(environment.state).toBe('init')
    expect(runtime.poll.given).toEqual([])
    const last = w.ask(environment, two)
    expect(environment.state).toBe('invoke')
    expect(runtime.poll.given).toHaveLength(1)
    expect(last.poll.given).toEqual([{ kind: 'INVOKE', invocation: call.invocation }])
  })

  it('fails at the limit where one does not register, without the runtime ever started', async () => {
    const { w, environment } = await starting(['silent'])
    w.clock.pass(10_000)
    expect(programs(w)).toEqual(['silent'])
    expect(w.events('environment.init-ended')[0]).toMatchObject({ status: 'timeout' })
    expect(w.events('environment.init-ended')[0]?.help).toContain('silent did not register')
    await w.turn()
    expect(environment.incarnation).toBe(2)
  })

  it('fails with Extension.Crash where one exits, and is tried again inside the invocation', async () => {
    const { w, call, environment } = await starting(['brittle'])
    w.started[0]!.events.exited({ code: 0, signal: null })
    await w.turn()
    expect(call.results).toEqual([])
    expect(environment.incarnation).toBe(2)
    w.started[1]!.events.exited({ code: 3, signal: null })
    await w.turn()
    const { requestId } = call.invocation.request
    expect(Buffer.from(call.results[0]!.payload).toString()).toBe(
      `{"errorType":"Extension.Crash","errorMessage":"RequestId: ${requestId} Error: exit status 3"}`,
    )
  })

  it('takes the category from init/error, whatever the exit', async () => {
    const { w, call, environment } = await starting(['brittle'])
    for (const start of [0, 1]) {
      const extension = register(environment, 'brittle')
      const taken = environment.extensions.report('extension-init-error', extension.identifier, 'Brittle.NoConfig', {})
      expect(taken).toBe(extension)
      const process = w.started.filter(({ start: { of } }) => of.extension === 'brittle').at(start)
      process!.events.exited({ code: 0, signal: null })
      await w.turn()
    }
    expect(JSON.parse(Buffer.from(call.results[0]!.payload).toString())).toEqual({
      errorType: 'Extension.InitError',
      errorMessage: `RequestId: ${call.invocation.request.requestId} Error: exit code 0`,
    })
  })

  it('fails with Extension.LaunchError where a file cannot be run', async () => {
    const { w, call } = await starting(['plain-text'])
    for (const start of [0, 1]) {
      const failure = { errorType: 'Extension.LaunchError', message: 'fork/exec x: permission denied', help: 'chmod' }
      w.started[start]!.events.failed(failure)
      await w.turn()
    }
    expect(Buffer.from(call.results[0]!.payload).toString()).toContain('Extension.LaunchError')
    expect(w.events('extension.changed').map(({ to }) => to)).toContain('LaunchError')
  })
})

describe('an invocation with extensions', () => {
  it('answers the caller at once, and is over when the extension asks again', async () => {
    const { w, call, environment, extensions } = await warm()
    respond(environment, call)
    expect(call.results).toHaveLength(1)
    w.poll(environment)
    await w.turn()
    expect(call.settled).toBe(0)
    expect(environment.state).toBe('invoke')
    w.clock.pass(500)
    w.ask(environment, extensions[0]!)
    await w.turn()
    expect(call.settled).toBe(1)
    expect(environment.state).toBe('ready')
    expect(w.events('invocation.settled')[0]?.durationMs).toBe(500)
    expect(w.events('invocation.runtime-done')[0]?.durationMs).toBe(0)
  })

  it('does not wait for one that does not subscribe to INVOKE', async () => {
    const { w, call, environment } = await starting(['quiet'])
    const extension = register(environment, 'quiet', json({ events: ['SHUTDOWN'] }))
    const { poll } = w.ask(environment, extension)
    w.poll(environment)
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    expect(call.settled).toBe(1)
    expect(poll.given).toEqual([])
  })

  it('times out where an extension never asks again: the caller keeps its answer, the extension is told', async () => {
    const { w, call, environment, extensions } = await warm()
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    const { poll } = w.ask(environment, extensions[0]!)
    void poll
    await w.turn()
    const second = w.call('hello')
    respond(environment, second)
    w.poll(environment)
    await w.turn()
    w.clock.pass(3000)
    expect(second.results).toHaveLength(1)
    expect(second.results[0]?.outcome).toBe('ok')
    expect(w.events('invocation.settled').at(-1)).toMatchObject({ outcome: 'timeout' })
    await w.turn()
    const told = w.ask(environment, extensions[0]!)
    expect(told.poll.given).toMatchObject([{ kind: 'SHUTDOWN', reason: 'timeout' }])
  })

  it('fails with Extension.Crash where an extension exits before the answer', async () => {
    const { w, call, environment, processOf } = await warm()
    processOf('logger').events.exited({ code: 1, signal: null })
    await w.turn()
    expect(Buffer.from(call.results[0]!.payload).toString()).toContain('"errorType":"Extension.Crash"')
    expect(environment.state).toBe('reset')
  })

  it('blames memory, not the extension, where all of it was killed for memory', async () => {
    const { w, call, processOf } = await warm()
    processOf('logger').home.outOfMemory()
    processOf('logger').events.exited({ code: null, signal: 'SIGKILL' })
    await w.turn()
    expect(Buffer.from(call.results[0]!.payload).toString()).toContain('"errorType":"Runtime.ExitError"')
    expect(call.results[0]!.help).toContain('128 MB')
  })

  it('takes Extension.ExitError where exit/error came first', async () => {
    const { w, call, environment, extensions, processOf } = await warm()
    environment.extensions.report('exit-error', extensions[0]!.identifier, 'Logger.Full', {})
    processOf('logger').events.exited({ code: 1, signal: null })
    await w.turn()
    expect(JSON.parse(Buffer.from(call.results[0]!.payload).toString())).toEqual({
      errorType: 'Extension.ExitError',
      errorMessage: `RequestId: ${call.invocation.request.requestId} Error: exit status 1`,
    })
  })

  it('fails the next one at once where an extension ended while idle, and begins anew with the one after', async () => {
    const { w, call, environment, extensions, processOf } = await warm()
    respond(environment, call)
    w.poll(environment)
    w.ask(environment, extensions[0]!)
    await w.turn()
    processOf('logger').events.exited({ code: 7, signal: null })
    await w.turn()
    expect(environment.state).toBe('crashed')
    const second = w.call('hello')
    expect(Buffer.from(second.results[0]!.payload).toString()).toContain('Extension.Crash')
    await w.turn()
    w.call('hello')
    await w.turn()
    expect(environment.incarnation).toBe(2)
  })

  it('gives an event again to an extension whose connection was gone when it came', async () => {
    const { w, call, environment, extensions } = await warm()
    extensions[0]!.lost({ kind: 'INVOKE', invocation: call.invocation })
    const again = w.ask(environment, extensions[0]!)
    expect(again.poll.given).toHaveLength(1)
  })
})

describe('a registration', () => {
  let w: World
  let environment: ManagedEnvironment
  beforeEach(async () => {
    ;({ w, environment } = await starting(['known']))
  })
  const refusal = (name: string | undefined, body: Uint8Array = both) => {
    const taken = environment.extensions.register(name, body, {})
    return taken instanceof Extension ? undefined : [taken.errorType, taken.message]
  }

  it('needs a name', () => {
    expect(refusal(undefined)).toEqual(['Extension.InvalidExtensionName', 'Empty extension name'])
  })

  it('needs a body that is a JSON object, or null', () => {
    expect(refusal('a', Buffer.from(''))?.[0]).toBe('InvalidRequestFormat')
    expect(refusal('a', Buffer.from('[]'))?.[0]).toBe('InvalidRequestFormat')
    expect(refusal('a', json({ events: 'INVOKE' }))?.[0]).toBe('InvalidRequestFormat')
    expect(refusal('a', Buffer.from('null'))).toBeUndefined()
    expect(refusal('b', Buffer.from('{}'))).toBeUndefined()
    expect(refusal('c', json({ events: null }))).toBeUndefined()
    expect(refusal('d', json({ events: [], configurationKeys: ['x'] }))).toEqual([
      'InvalidRequestFormat',
      'configurationKeys are deprecated; use environment variables instead',
    ])
  })

  it('knows two events, and gives SHUTDOWN to external extensions alone', () => {
    expect(refusal('known', json({ events: ['FOO'] }))).toEqual([
      'Extension.InvalidEventType',
      'FOO: ErrorInvalidEventType',
    ])
    expect(refusal('inside', json({ events: ['SHUTDOWN'] }))).toEqual([
      'Extension.InvalidEventType',
      'SHUTDOWN: ShutdownEventNotSupportedForInternalExtension',
    ])
  })

  it('is taken once', () => {
    expect(refusal('known')).toBeUndefined()
    expect(refusal('known')).toEqual([
      'Extension.InvalidExtensionState',
      'State transition from Registered to Registered failed for extension known. Error: State transition is not allowed',
    ])
    expect(refusal('inside', json({}))).toBeUndefined()
    expect(refusal('inside', json({}))).toEqual([
      'Extension.InvalidExtensionState',
      'Extension with this name already registered',
    ])
  })

  it('is one of ten at most', () => {
    for (let number = 2; number <= 10; number += 1) expect(refusal(`inside-${number}`, json({}))).toBeUndefined()
    expect(refusal('one-more', json({}))).toEqual(['Extension.TooManyExtensions', 'Extension limit (10) reached'])
  })

  it('is closed to internal extensions once the runtime has asked', () => {
    register(environment, 'known')
    w.poll(environment)
    expect(refusal('inside', json({}))).toEqual([
      'Extension.RegistrationClosed',
      'Extension registration closed already',
    ])
  })
})

describe('an identifier', () => {
  it('is judged by its presence, its form, and whether it is known', async () => {
    const { environment } = await starting(['known'])
    const extension = register(environment, 'known')
    const identify = (given: string | undefined) => {
      const found = environment.extensions.identify(given, 'event-next', {})
      return found instanceof Extension ? found.name : found.message
    }
    expect(identify(undefined)).toBe('Missing Lambda-Extension-Identifier header')
    expect(identify('abc')).toBe('Invalid Lambda-Extension-Identifier')
    const other = '6e9e1a3c-8b6d-4a8e-9a3e-000000000000'
    expect(identify(other)).toBe(`Unknown extension ${other}`)
    for (const form of [
      extension.identifier.toUpperCase(),
      `urn:uuid:${extension.identifier}`,
      `{${extension.identifier}}`,
      extension.identifier.replaceAll('-', ''),
    ])
      expect(identify(form)).toBe('known')
  })

  it('comes before the category of an error, and its being known after it', async () => {
    const { environment } = await starting(['known'])
    const report = (identifier: string | undefined, errorType: string | undefined) => {
      const taken = environment.extensions.report('exit-error', identifier, errorType, {})
      return taken instanceof Extension ? undefined : taken.message
    }
    expect(report('abc', undefined)).toBe('Invalid Lambda-Extension-Identifier')
    const other = '6e9e1a3c-8b6d-4a8e-9a3e-000000000000'
    expect(report(other, undefined)).toBe('Lambda-Extension-Function-Error-Type not found')
    expect(report(other, 'X')).toBe('Unknown Lambda-Extension-Identifier')
  })
})

describe('an extension that waits', () => {
  it('may not ask a second time beside its first', async () => {
    const { w, environment } = await starting(['one', 'two'])
    const extension = register(environment, 'one')
    w.ask(environment, extension)
    expect(w.ask(environment, extension).refusal?.message).toContain('State transition from Ready to Ready failed')
  })

  it('may ask again where its connection was lost', async () => {
    const { environment } = await starting(['one', 'two'])
    const extension = register(environment, 'one')
    const poll = { of: {}, deliver: () => {}, refuse: () => {}, expectEnd: () => {}, abandon: () => {} }
    extension.next(poll)
    extension.hungUp(poll)
    expect(extension.next({ ...poll })).toBeUndefined()
  })

  it('is told at once that it reported its own end', async () => {
    const { w, environment } = await starting(['one', 'two'])
    const extension = register(environment, 'one')
    const { poll } = w.ask(environment, extension)
    environment.extensions.report('exit-error', extension.identifier, 'X', {})
    expect(poll.refused[0]?.message).toBe(
      `State transition from ExitError to Ready failed for extension ${extension.identifier}. Error: Concurrent state modification`,
    )
    expect(w.ask(environment, extension).refusal?.message).toContain('from ExitError to Ready')
  })
})

describe('a shutdown', () => {
  it('kills at once where nothing is registered', async () => {
    const { w, call, environment, runtime } = await warm([])
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    await environment.stop('idle')
    expect(runtime.ended).toEqual([0])
  })

  it('gives the runtime half a second where an internal extension is registered', async () => {
    const { w, call, environment } = await starting([])
    register(environment, 'inside', json({ events: ['INVOKE'] }))
    const extension = environment.extensions.all[0]!
    w.ask(environment, extension)
    w.poll(environment)
    respond(environment, call)
    w.poll(environment)
    w.ask(environment, extension)
    await w.turn()
    await environment.stop('idle')
    expect(w.started[0]?.ended).toEqual([500])
  })

  it('ends the runtime first, flushes telemetry, tells who subscribes, and kills who does not', async () => {
    const { w, call, environment } = await starting(['told', 'untold'])
    const told = register(environment, 'told', json({ events: ['SHUTDOWN'] }))
    const untold = register(environment, 'untold', json({ events: [] }))
    const { poll } = w.ask(environment, told)
    w.ask(environment, untold)
    w.poll(environment)
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    const stopped = environment.stop('idle')
    await w.turn()
    const processOf = (name: string) => w.started.find(({ start }) => (start.of.extension ?? 'runtime') === name)!
    expect(processOf('runtime').ended).toEqual([300])
    expect(w.flushed).toEqual([environment.name])
    expect(poll.given).toMatchObject([{ kind: 'SHUTDOWN', reason: 'spindown' }])
    expect(processOf('untold').ended).toEqual([0])
    expect(processOf('told').ended).toEqual([])
    processOf('told').events.exited({ code: 0, signal: null })
    await w.turn()
    await stopped
    expect(environment.state).toBe('gone')
    expect(w.events('extension.changed').at(-1)).toMatchObject({ to: 'Exited' })
  })

  it('kills at the end of the budget who was told and did not go', async () => {
    const { w, call, environment, extensions, processOf } = await warm(['stubborn'])
    respond(environment, call)
    w.poll(environment)
    w.ask(environment, extensions[0]!)
    await w.turn()
    const stopped = environment.stop('idle')
    await w.turn()
    expect(processOf('stubborn').ended).toEqual([])
    w.clock.pass(2000)
    await w.turn()
    await stopped
    expect(processOf('stubborn').ended).toEqual([0])
    expect(w.events('deadline.fired')).toEqual([{ type: 'deadline.fired', for: 'shutdown' }])
  })
})

describe('freeze', () => {
  it('stops an environment that rests for a moment, and thaws it before the next event', async () => {
    const { w, call, environment, extensions } = await warm()
    respond(environment, call)
    w.poll(environment)
    const { poll } = w.ask(environment, extensions[0]!)
    await w.turn()
    w.clock.pass(49)
    expect(w.frozen).toEqual([])
    w.clock.pass(1)
    expect(w.frozen).toEqual([`${environment.name} frozen`])
    w.call('hello')
    expect(w.frozen.at(-1)).toBe(`${environment.name} thawed`)
    const kinds = w.entries.map(({ event }) => event.type)
    expect(kinds.lastIndexOf('environment.thawed')).toBeLessThan(kinds.lastIndexOf('runtime.changed'))
    expect(poll.given).toHaveLength(1)
  })

  it('is spared a busy environment, and is off by a setting and under a debugger', async () => {
    for (const execution of [{ freeze: false }, { debug: true }]) {
      const { defaultExecution } = await import('@playground/protocol')
      const { w, call, environment } = await warm([], { execution: { ...defaultExecution, ...execution } })
      respond(environment, call)
      w.poll(environment)
      await w.turn()
      w.clock.pass(1000)
      expect(w.frozen).toEqual([])
    }
  })
})

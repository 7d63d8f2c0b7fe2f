import { describe, expect, it } from 'vitest'
import type { EnvironmentAction } from '@playground/protocol'
import { defaultExecution } from '@playground/protocol'
import { definitionOf, respond, world } from './world.fixture.ts'

async function cold(settings: Parameters<typeof definitionOf>[1] = {}) {
  const w = world(definitionOf('hello', settings))
  const call = w.call('hello')
  await w.turn()
  const environment = w.opened[0]!
  const act = (action: EnvironmentAction, name = 'hello/1') => w.environments.act(name, action)
  return { w, call, environment, process: w.started[0]!, act }
}

async function warm(settings: Parameters<typeof definitionOf>[1] = {}) {
  const one = await cold(settings)
  one.w.poll(one.environment)
  respond(one.environment, one.call)
  one.w.poll(one.environment)
  await one.w.turn()
  return one
}

const killed = { code: null, signal: 'SIGKILL' }

describe('killed by hand', () => {
  it('while it rests, it is crashed, and the next invocation is told so', async () => {
    const { w, environment, process, act } = await warm()
    expect(act('kill')).toBeUndefined()
    expect(process.ended).toEqual([0])
    expect(environment.state).toBe('ready')
    process.events.exited(killed)
    await w.turn()
    expect(environment.state).toBe('crashed')
    const told = w.call('hello')
    expect(Buffer.from(told.results[0]!.payload).toString()).toContain('signal: killed')
    expect(w.events('environment.asked')).toEqual([{ type: 'environment.asked', action: 'kill' }])
  })

  it('in an invocation, the caller is told at once', async () => {
    const { w, environment, process, act } = await warm()
    const call = w.call('hello')
    act('kill')
    expect(call.results).toEqual([])
    process.events.exited(killed)
    await w.turn()
    expect(call.results[0]).toMatchObject({ outcome: 'crash', errorType: 'Runtime.ExitError' })
    expect(environment.state).toBe('reset')
    expect(act('kill')).toMatchObject({ code: 'no-process' })
  })

  it('in Init, Init runs once more', async () => {
    const { w, process, act } = await cold()
    act('kill')
    process.events.exited(killed)
    await w.turn()
    expect(w.started).toHaveLength(2)
  })
})

describe('frozen by hand', () => {
  it('stays so until it is thawed by hand, and then rests awake', async () => {
    const { w, act } = await warm({ execution: { ...defaultExecution, freeze: false } })
    expect(act('thaw')).toMatchObject({ code: 'not-frozen' })
    act('freeze')
    expect(w.frozen).toEqual(['hello/1 frozen'])
    expect(act('freeze')).toMatchObject({ code: 'frozen' })
    w.clock.pass(10_000)
    expect(w.frozen).toEqual(['hello/1 frozen'])
    act('thaw')
    w.clock.pass(10_000)
    expect(w.frozen).toEqual(['hello/1 frozen', 'hello/1 thawed'])
    expect(w.events('environment.thawed')).toEqual([{ type: 'environment.thawed', reason: 'by hand' }])
  })

  it('is thawed by the next event', async () => {
    const { w, environment, act } = await warm()
    act('freeze')
    const call = w.call('hello')
    expect(w.frozen.at(-1)).toBe('hello/1 thawed')
    expect(environment.serving).toBe(call.invocation)
  })

  it('in an invocation, its deadline goes on, and passes', async () => {
    const { w, environment, act } = await warm({ timeoutSeconds: 1 })
    const call = w.call('hello')
    act('freeze')
    expect(w.frozen).toEqual(['hello/1 frozen'])
    w.clock.pass(999)
    expect(call.results).toEqual([])
    w.clock.pass(1)
    expect(call.results[0]?.outcome).toBe('timeout')
    expect(w.frozen.at(-1)).toBe('hello/1 thawed')
    expect(environment.state).toBe('reset')
  })

  it('in an invocation, it goes on where it was', async () => {
    const { w, environment, act } = await warm()
    const call = w.call('hello')
    act('freeze')
    w.clock.pass(500)
    act('thaw')
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    expect(w.events('invocation.settled').at(-1)).toMatchObject({ outcome: 'ok', durationMs: 500 })
  })

  it('is nothing whose runtime has not started yet', async () => {
    const w = world(definitionOf('hello'))
    w.bring('logger')
    w.call('hello')
    await w.turn()
    expect(w.environments.act('hello/1', 'freeze')).toMatchObject({ code: 'no-process' })
  })
})

describe('restarted by hand', () => {
  it('ends its processes and runs Init again at once, with its own limit', async () => {
    const { w, environment, process, act } = await warm({ timeoutSeconds: 1 })
    expect(act('restart')).toBeUndefined()
    expect(environment.state).toBe('reset')
    expect(process.ended).toEqual([0])
    await w.turn()
    expect([environment.state, environment.incarnation, w.started.length]).toEqual(['init', 2, 2])
    expect(w.events('environment.init-started').map(({ phase, limitMs }) => [phase, limitMs])).toEqual([
      ['init', 10_000],
      ['init', 10_000],
    ])
    expect(act('restart')).toMatchObject({ code: 'starting' })
    w.poll(environment)
    await w.turn()
    expect(environment.state).toBe('ready')
    w.call('hello')
    expect(w.events('invocation.dispatched').map(({ cold: wasCold }) => wasCold)).toEqual([true, false])
  })

  it('has the limit of Init again after one that ran inside an invocation', async () => {
    const { w, environment, process, act } = await warm({ timeoutSeconds: 1 })
    w.call('hello')
    process.events.exited({ code: 1, signal: null })
    await w.turn()
    const call = w.call('hello')
    await w.turn()
    w.poll(environment)
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    act('restart')
    await w.turn()
    expect(w.events('environment.init-started').map(({ limitMs }) => limitMs)).toEqual([10_000, 1000, 10_000])
  })

  it('serves an invocation that comes while its processes are being ended', async () => {
    const { w, environment, act } = await warm()
    act('restart')
    const call = w.call('hello')
    await w.turn()
    expect(w.started).toHaveLength(2)
    const { poll } = w.poll(environment)
    expect(poll.given).toEqual([{ id: call.invocation.request.requestId, again: false }])
  })

  it('starts what crashed, and nobody is told of the crash', async () => {
    const { w, environment, process, act } = await warm()
    process.events.exited({ code: 1, signal: null })
    await w.turn()
    expect(environment.state).toBe('crashed')
    act('restart')
    await w.turn()
    w.poll(environment)
    await w.turn()
    const call = w.call('hello')
    respond(environment, call)
    expect(call.results[0]?.outcome).toBe('ok')
  })

  it('makes room for another where its code is old', async () => {
    const { w, environment, act } = await warm({ concurrency: 1 })
    w.functions.set('hello', definitionOf('hello', { codeHash: 'two', concurrency: 1 }))
    expect(act('restart')).toBeUndefined()
    await w.turn()
    expect(environment.state).toBe('gone')
    expect(w.opened[1]).toMatchObject({ name: 'hello/2', state: 'init' })
    expect(w.events('environment.created').map(({ codeHash }) => codeHash)).toEqual(['one', 'two'])
    w.poll(w.opened[1]!)
    await w.turn()
    w.functions.set('hello', definitionOf('hello', { codeHash: 'three', problems: ['no bootstrap'] }))
    expect(act('restart', 'hello/2')).toEqual({ code: 'bad-function', message: 'no bootstrap' })
    expect(w.opened[1]?.state).toBe('ready')
  })

  it('is not started again where it is shut down meanwhile', async () => {
    const { w, environment, act } = await warm()
    act('restart')
    expect(act('shut-down')).toBeUndefined()
    await w.turn()
    expect([environment.state, w.started.length]).toEqual(['gone', 1])
  })
})

describe('shut down by hand', () => {
  it('is gone, and is asked nothing more', async () => {
    const { w, environment, act } = await warm()
    act('shut-down')
    await w.turn()
    expect(environment.state).toBe('gone')
    for (const action of ['kill', 'freeze', 'thaw', 'restart', 'shut-down'] as const)
      expect(act(action)).toMatchObject({ code: 'no-such-environment' })
    expect(w.events('environment.asked')).toHaveLength(1)
  })

  it.each(['restart', 'shut-down'] as const)('what serves an invocation refuses to %s', async (action) => {
    const { w, environment, act } = await warm()
    w.call('hello')
    const before = w.entries.length
    expect(act(action)).toMatchObject({ code: 'busy', message: expect.stringMatching(/kill the runtime/) as string })
    expect([environment.state, w.entries.length]).toEqual(['invoke', before])
  })
})

describe('an environment that serves several at one time', () => {
  const several = { execution: { ...defaultExecution, maxConcurrency: 2 } }

  it('that was frozen by hand is thawed by the second event', async () => {
    const w = world(definitionOf('hello', several))
    w.call('hello')
    await w.turn()
    const environment = w.opened[0]!
    w.poll(environment)
    w.poll(environment)
    await w.turn()
    expect(w.environments.act('hello/1', 'freeze')).toBeUndefined()
    w.call('hello')
    expect(w.frozen).toEqual(['hello/1 frozen', 'hello/1 thawed'])
    expect(w.environments.act('hello/1', 'shut-down')).toMatchObject({ code: 'busy' })
  })

  it('is replaced by a restart', async () => {
    const { w, environment, act } = await cold(several)
    const { poll } = w.poll(environment)
    await w.turn()
    respond(environment, { invocation: environment.serves(poll.given[0]!.id)! })
    expect(act('restart')).toBeUndefined()
    await w.turn()
    expect([environment.state, w.opened[1]?.name]).toEqual(['gone', 'hello/2'])
  })
})

it('a snapshot stays stopped until it is restored, and can be restarted', async () => {
  const w = world(definitionOf('hello', { execution: { ...defaultExecution, snapStart: true } }))
  w.environments.prepare('hello')
  await w.turn()
  const environment = w.opened[0]!
  environment.runtime.restoreNext({ of: {}, restored: () => {}, expectEnd: () => {}, abandon: () => {} })
  expect(environment.state).toBe('snapshot')
  expect(w.environments.act('hello/1', 'thaw')).toMatchObject({ code: 'snapshot' })
  expect(w.environments.act('hello/1', 'freeze')).toMatchObject({ code: 'frozen' })
  expect(w.environments.act('hello/1', 'restart')).toBeUndefined()
  await w.turn()
  expect([environment.state, environment.incarnation, w.started.length]).toEqual(['init', 2, 2])
})

describe('an attached environment', () => {
  it('can be dropped, and its processes are left alone', async () => {
    const w = world()
    const environment = w.environments.attach('mine', 'a')!
    w.poll(environment)
    await w.turn()
    for (const action of ['kill', 'freeze', 'thaw', 'restart'] as const)
      expect(w.environments.act('mine@a', action)).toMatchObject({
        code: 'not-ours',
        message: expect.stringMatching(/started outside/) as string,
      })
    expect(w.environments.act('mine@a', 'shut-down')).toBeUndefined()
    expect(environment.state).toBe('gone')
    expect(w.environments.act('mine@a', 'shut-down')).toMatchObject({ code: 'no-such-environment' })
  })
})

it('knows no environment by another name', async () => {
  const { act } = await warm()
  for (const name of ['hello/2', 'hello', '', '/', 'nobody/1', 'hello@1', 'hello/1/1', '__proto__/1'])
    expect(act('kill', name)).toMatchObject({ code: 'no-such-environment' })
})

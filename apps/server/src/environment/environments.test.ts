import { describe, expect, it } from 'vitest'
import { definitionOf, respond, world, worldWith } from './world.fixture.ts'

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()

async function coldWorld(settings: Parameters<typeof definitionOf>[1] = {}) {
  const w = world(definitionOf('hello', settings))
  const call = w.call('hello')
  await w.turn()
  return { w, call, environment: w.opened[0]!, process: w.started[0]! }
}

async function warmWorld(settings: Parameters<typeof definitionOf>[1] = {}) {
  const { w, call, environment, process } = await coldWorld(settings)
  w.poll(environment)
  respond(environment, call)
  w.poll(environment)
  await w.turn()
  return { w, environment, process }
}

describe('a managed environment', () => {
  it('starts with the first invocation, serves it, and is free only when it asks again', async () => {
    const { w, call, environment } = await coldWorld()
    w.clock.pass(200)
    const { poll } = w.poll(environment)
    expect(poll.given).toEqual([{ id: call.invocation.request.requestId, again: false }])
    respond(environment, call)
    expect(call.results.map(({ payload }) => text(payload))).toEqual(['"done"'])
    expect(environment.state).toBe('invoke')
    w.clock.pass(5)
    w.poll(environment)
    await w.turn()
    expect(environment.state).toBe('ready')
    expect(call.settled).toBe(1)
    expect(w.events('invocation.settled')).toMatchObject([{ outcome: 'ok', durationMs: 5, billedMs: 205, initMs: 200 }])
  })

  it('is used again by the next invocation, without another Init', async () => {
    const { w, environment } = await warmWorld()
    const second = w.call('hello')
    expect(w.started).toHaveLength(1)
    expect(environment.serving).toBe(second.invocation)
    expect(w.events('invocation.dispatched').map(({ cold }) => cold)).toEqual([true, false])
  })

  it('takes one invocation at a time: a second at the same moment gets another environment', async () => {
    const { w, environment } = await warmWorld()
    w.call('hello')
    w.call('hello')
    await w.turn()
    expect(w.opened).toHaveLength(2)
    expect(w.opened[1]).not.toBe(environment)
  })

  it('refuses with 429 at the limit, and takes an asynchronous invocation in line instead', async () => {
    const { w, environment } = await warmWorld({ concurrency: 1 })
    const first = w.call('hello')
    const refused = w.call('hello')
    const queued = w.call('hello', { type: 'Event' })
    expect(refused.results[0]?.refusal).toMatchObject({ status: 429, type: 'TooManyRequestsException' })
    expect(refused.settled).toBe(1)
    respond(environment, first)
    w.poll(environment)
    await w.turn()
    expect(environment.serving).toBe(queued.invocation)
  })

  it('lets a call wait for an environment that has answered and only has to ask', async () => {
    const { w, environment } = await warmWorld()
    const first = w.call('hello')
    respond(environment, first)
    const second = w.call('hello')
    w.clock.pass(50)
    w.poll(environment)
    await w.turn()
    expect(w.opened).toHaveLength(1)
    expect(environment.serving).toBe(second.invocation)
  })

  it('starts another environment when that one does not ask soon', async () => {
    const { w, environment } = await warmWorld()
    respond(environment, w.call('hello'))
    w.call('hello')
    w.clock.pass(100)
    await w.turn()
    expect(w.opened).toHaveLength(2)
  })

  it('gives the caller the time-out at the deadline, ends the processes, and starts again inside the next invocation', async () => {
    const { w, environment, process } = await warmWorld({ timeoutSeconds: 1 })
    const call = w.call('hello')
    const { requestId } = call.invocation.request
    w.clock.pass(999)
    expect(call.results).toEqual([])
    w.clock.pass(1)
    expect(text(call.results[0]?.payload)).toBe(
      `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ${requestId} Error: Task timed out after 1.00 seconds"}`,
    )
    expect(process.ended).toEqual([0])
    expect(environment.state).toBe('reset')
    await w.turn()
    const next = w.call('hello')
    await w.turn()
    expect(w.started).toHaveLength(2)
    expect(environment.incarnation).toBe(2)
    const { poll } = w.poll(environment)
    expect(poll.given).toEqual([{ id: next.invocation.request.requestId, again: false }])
    respond(environment, next)
    expect(next.results[0]?.outcome).toBe('ok')
    expect(w.events('environment.init-started').map(({ phase }) => phase)).toEqual(['init', 'invoke'])
  })

  it('keeps the answer of one that answered but never asked again, and resets it at the deadline', async () => {
    const { w, environment } = await warmWorld()
    const call = w.call('hello')
    respond(environment, call)
    w.clock.pass(3000)
    expect(call.results).toHaveLength(1)
    expect(call.results[0]?.outcome).toBe('ok')
    expect(environment.state).toBe('reset')
    expect(w.events('invocation.settled').at(-1)?.outcome).toBe('timeout')
  })

  it('tries Init once more inside the invocation, and then gives the caller the exit', async () => {
    const { w, call, environment, process } = await coldWorld()
    process.events.exited({ code: 7, signal: null })
    await w.turn()
    expect(w.started).toHaveLength(2)
    expect(call.results).toEqual([])
    w.started[1]!.events.exited({ code: 7, signal: null })
    await w.turn()
    expect(text(call.results[0]?.payload)).toContain('Runtime exited with error: exit status 7')
    expect(environment.state).toBe('reset')
    expect(w.events('environment.init-ended').map(({ phase, status }) => [phase, status])).toEqual([
      ['init', 'error'],
      ['invoke', 'error'],
    ])
  })

  it('gives the caller the reported init error, though the process exits after it', async () => {
    const { w, call, environment } = await coldWorld()
    for (const attempt of [0, 1]) {
      expect(environment.runtime.acceptInitError({})).toBeUndefined()
      environment.initFailed(Buffer.from('{"errorType":"Boom"}'), 'Runtime.Boom')
      w.started[attempt]!.events.exited({ code: 1, signal: null })
      await w.turn()
    }
    expect(call.results).toMatchObject([{ outcome: 'init-error', failed: true }])
    expect(text(call.results[0]?.payload)).toBe('{"errorType":"Boom"}')
    expect(w.events('invocation.settled').at(-1)?.outcome).toBe('init-error')
  })

  it('ends an Init after ten seconds and starts again within the function time-out', async () => {
    const { w, call, environment, process } = await coldWorld({ timeoutSeconds: 30 })
    w.clock.pass(10_000)
    expect(process.ended).toEqual([0])
    await w.turn()
    expect(w.started).toHaveLength(2)
    w.clock.pass(12_000)
    const { poll } = w.poll(environment)
    expect(poll.given).toHaveLength(1)
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    expect(w.events('invocation.settled')).toMatchObject([{ outcome: 'ok', durationMs: 12_000, billedMs: 12_000 }])
    expect(w.events('invocation.settled')[0]).not.toHaveProperty('initMs')
  })

  it('fails the invocation after an exit while idle, and serves the one after that', async () => {
    const { w, environment, process } = await warmWorld()
    process.events.exited({ code: 0, signal: null })
    await w.turn()
    expect(environment.state).toBe('crashed')
    const failed = w.call('hello')
    expect(text(failed.results[0]?.payload)).toContain('Runtime exited without providing a reason')
    await w.turn()
    const served = w.call('hello')
    await w.turn()
    w.poll(environment)
    respond(environment, served)
    expect(served.results[0]?.outcome).toBe('ok')
  })

  it('keeps the answer of one that exits after it, and says how it ended', async () => {
    const { w, environment, process } = await warmWorld()
    const call = w.call('hello')
    respond(environment, call)
    process.events.exited({ code: 1, signal: null })
    await w.turn()
    expect(call.results).toHaveLength(1)
    expect(w.events('invocation.settled').at(-1)?.outcome).toBe('crash')
    expect(environment.state).toBe('reset')
  })

  it('says that memory was the reason when it ended a process for it', async () => {
    const { w, process } = await warmWorld()
    const call = w.call('hello')
    process.home.outOfMemory()
    expect(process.terminated).toEqual(['memory limit'])
    process.events.exited({ code: null, signal: 'SIGKILL' })
    await w.turn()
    expect(text(call.results[0]?.payload)).toContain('signal: killed')
    expect(call.results[0]?.help).toContain('128 MB')
  })

  it('makes room for newer code at the next invocation', async () => {
    const { w, environment } = await warmWorld()
    w.functions.set('hello', definitionOf('hello', { codeHash: 'two' }))
    w.call('hello')
    await w.turn()
    expect(environment.state).toBe('gone')
    expect(w.opened[1]?.definition.codeHash).toBe('two')
    expect(w.closed()).toBe(1)
  })

  it('is shut down after it was idle for a while, counted from its last use', async () => {
    const { w, environment } = await warmWorld()
    w.clock.pass(200_000)
    const call = w.call('hello')
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    w.clock.pass(299_999)
    expect(environment.state).toBe('ready')
    w.clock.pass(1)
    await w.turn()
    expect(environment.state).toBe('gone')
    expect(w.clock.pending()).toBe(0)
  })

  it('gives up what it serves when the playground stops', async () => {
    const { w, environment, process } = await warmWorld()
    const call = w.call('hello')
    await w.environments.stop('the playground was stopped')
    expect(call.results[0]?.refusal).toMatchObject({ status: 500, type: 'ServiceException' })
    expect(process.terminated).toEqual(['the playground was stopped'])
    expect(environment.state).toBe('gone')
    w.clock.pass(1_000_000)
    expect(w.clock.pending()).toBe(0)
  })

  it('lists Init output in the log of the invocation that caused it, and platform lines in order', async () => {
    const { w, call, environment, process } = await coldWorld()
    process.events.printed('loading')
    w.poll(environment)
    process.events.printed('hello')
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    const { requestId } = call.invocation.request
    const log = Buffer.from(call.invocation.log.base64(), 'base64').toString().split('\n')
    expect(log.slice(0, 5)).toEqual([
      'INIT_START Runtime Version: provided.al2023',
      'loading',
      `START RequestId: ${requestId} Version: $LATEST`,
      'hello',
      `END RequestId: ${requestId}`,
    ])
    expect(log[5]).toMatch(
      /^REPORT RequestId: \S+\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tInit Duration: \d+\.\d\d ms\t$/,
    )
  })
})

describe('an attached runtime', () => {
  it('makes its function appear and serves it', () => {
    const w = world()
    const environment = w.environments.attach('mine', '1')!
    w.poll(environment)
    const call = w.call('mine')
    expect(environment.serving).toBe(call.invocation)
    respond(environment, call)
    expect(call.results[0]?.outcome).toBe('ok')
  })

  it('serves in place of a managed environment of the same function', async () => {
    const w = world(definitionOf('hello'))
    const environment = w.environments.attach('hello', '1')!
    w.poll(environment)
    w.call('hello')
    await w.turn()
    expect(w.started).toEqual([])
    expect(environment.serving).toBeDefined()
  })

  it('is waited for in bounds, and then the caller is told what to do', () => {
    const w = world(definitionOf('mine', { origin: 'attached', runtime: 'attached' }))
    const call = w.call('mine')
    expect(w.events('invocation.waiting')).toMatchObject([{ for: 'runtime', limitMs: 10_000 }])
    w.clock.pass(10_000)
    expect(call.results[0]?.refusal?.message).toContain('AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001/mine')
  })

  it('takes the invocation that waited for it', () => {
    const w = world(definitionOf('mine', { origin: 'attached', runtime: 'attached' }))
    const call = w.call('mine')
    w.clock.pass(9000)
    const { poll } = w.poll(w.environments.attach('mine', '1')!)
    expect(poll.given).toHaveLength(1)
    respond(w.environments.attach('mine', '1')!, call)
    expect(call.results[0]?.outcome).toBe('ok')
  })

  it('is a fresh environment when it asks after a time-out, and its late answer is told so', () => {
    const w = world()
    const environment = w.environments.attach('mine', '1')!
    w.poll(environment)
    const call = w.call('mine')
    w.clock.pass(3000)
    expect(call.results[0]?.errorType).toBe('Sandbox.Timedout')
    const { requestId } = call.invocation.request
    expect(environment.runtime.accept('response', requestId, undefined, {})).toMatchObject({
      status: 400,
      errorType: 'InvalidRequestID',
    })
    expect(environment.runtime.accept('response', requestId, call.invocation.attemptId, {})).toMatchObject({
      status: 410,
      errorType: 'InvokeTimeout',
    })
    expect(w.poll(environment).refusal).toBeUndefined()
    expect(environment.incarnation).toBe(2)
  })

  it('fails the invocations that wait when it reports an init error', () => {
    const w = world(definitionOf('mine', { origin: 'attached', runtime: 'attached' }))
    const call = w.call('mine')
    const environment = w.environments.attach('mine', '1')!
    environment.runtime.acceptInitError({})
    environment.initFailed(Buffer.from('{"errorType":"No"}'), 'Runtime.No')
    expect(text(call.results[0]?.payload)).toBe('{"errorType":"No"}')
    expect(w.poll(environment).refusal).toMatchObject({ message: expect.stringContaining('from InitError to Ready') })
    w.clock.pass(1000)
    expect(w.poll(environment).refusal).toBeUndefined()
  })

  it('is gone when nobody asked for a while', () => {
    const w = world()
    const environment = w.environments.attach('mine', '1')!
    const { poll } = w.poll(environment)
    w.clock.pass(60_000)
    expect(environment.state).toBe('ready')
    environment.hungUp(poll)
    w.clock.pass(5000)
    expect(environment.state).toBe('gone')
    expect(w.environments.attach('mine', '1')).not.toBe(environment)
  })
})

describe('polls', () => {
  it('get an invocation one at a time when several are parked', async () => {
    const { w, environment } = await warmWorld()
    const { poll: other } = w.poll(environment)
    const call = w.call('hello')
    expect(other.given).toEqual([])
    respond(environment, call)
    w.poll(environment)
    await w.turn()
    const second = w.call('hello')
    expect(other.given).toEqual([{ id: second.invocation.request.requestId, again: false }])
  })

  it('that hung up do not swallow an invocation', () => {
    const w = world()
    const environment = w.environments.attach('mine', '1')!
    const { poll } = w.poll(environment)
    environment.hungUp(poll)
    const call = w.call('mine')
    expect(poll.given).toEqual([])
    const { poll: next } = w.poll(environment)
    expect(next.given).toEqual([{ id: call.invocation.request.requestId, again: false }])
  })

  it('get the same event again before it is answered', async () => {
    const { w, call, environment } = await coldWorld()
    w.poll(environment)
    const { poll } = w.poll(environment)
    expect(poll.given).toEqual([{ id: call.invocation.request.requestId, again: true }])
  })

  it('take over a delivery that was lost on its way', async () => {
    const { w, environment } = await warmWorld()
    const { poll: other } = w.poll(environment)
    const call = w.call('hello')
    environment.runtime.lost(call.invocation)
    expect(other.given).toEqual([{ id: call.invocation.request.requestId, again: true }])
  })
})

describe('where callers wait for their turn', () => {
  async function busyWorld(turnMs = 60_000) {
    const w = worldWith({ turnMs }, definitionOf('hello', { concurrency: 1, timeoutSeconds: 3 }))
    const first = w.call('hello')
    await w.turn()
    w.poll(w.opened[0]!)
    return { w, first, environment: w.opened[0]! }
  }

  it('gives each its turn in the order in which they came, in the one environment', async () => {
    const { w, first, environment } = await busyWorld()
    const calls = [first, w.call('hello'), w.call('hello')]
    expect(w.events('invocation.waiting')).toContainEqual({
      type: 'invocation.waiting',
      for: 'free-runtime',
      limitMs: 60_000,
    })
    for (const call of calls) {
      expect(environment.serving).toBe(call.invocation)
      respond(environment, call)
      w.poll(environment)
      await w.turn()
    }
    expect(calls.map(({ results }) => results[0]?.outcome)).toEqual(['ok', 'ok', 'ok'])
    expect(w.opened).toHaveLength(1)
  })

  it('gives the next its turn after a time-out, which its own waiting has no part in', async () => {
    const { w, first, environment } = await busyWorld()
    const second = w.call('hello')
    w.clock.pass(3000)
    await w.turn()
    expect(first.results[0]?.outcome).toBe('timeout')
    expect(environment.serving).toBe(second.invocation)
    w.clock.pass(2000)
    w.poll(environment)
    respond(environment, second)
    expect(second.results[0]?.outcome).toBe('ok')
  })

  it('gives the next another environment where the one it waited for is gone', async () => {
    const { w, first, environment } = await busyWorld()
    const second = w.call('hello')
    void environment.stop('by hand')
    await w.turn()
    expect(first.results).toHaveLength(1)
    await w.turn()
    w.poll(w.opened[1]!)
    respond(w.opened[1]!, second)
    expect(second.results[0]?.outcome).toBe('ok')
  })

  it('refuses whoever has waited too long, and passes over it', async () => {
    const { w, first, environment } = await busyWorld(1000)
    const late = w.call('hello')
    w.clock.pass(1000)
    expect(late.results[0]?.refusal).toMatchObject({ status: 429, type: 'TooManyRequestsException' })
    const third = w.call('hello')
    respond(environment, first)
    w.poll(environment)
    await w.turn()
    expect(environment.serving).toBe(third.invocation)
  })

  it('refuses more than a thousand at once, and lets go of all of them at the end', async () => {
    const { w } = await busyWorld()
    const waiting = Array.from({ length: 1000 }, () => w.call('hello'))
    expect(w.call('hello').results[0]?.refusal).toMatchObject({ status: 429 })
    await w.environments.stop('the test is over')
    expect(waiting.every(({ results }) => results.length === 1)).toBe(true)
  })
})

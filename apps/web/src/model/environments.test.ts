import { describe, expect, it } from 'vitest'
import type { FunctionDefinition, JournalEvent } from '@playground/protocol'
import { applyEntry, createSession, type EnvironmentModel, type PoolStep } from '@playground/protocol/model'
import { conditionOf, environmentWords, invocationsIn, phaseWord, shortHash, staleness } from './environment-words.ts'
import { drawnMs, memoryLine, poolAreas, spanOf } from './figure-shapes.ts'
import { processTree, processWord, shortCommand } from './process-tree.ts'

const of = { function: 'f', environment: 'f/1', incarnation: 1 }

/** One a second, from 1000 on. */
function after(...events: object[]) {
  const session = createSession()
  for (const [index, event] of events.entries())
    applyEntry(session, {
      seq: index + 1,
      at: (index + 1) * 1000,
      of: { ...of, ...('of' in event ? (event.of as object) : {}) },
      event: event as JournalEvent,
    })
  const fn = session.functions.get('f')!
  return { fn, environment: fn.environments.get('f/1')! }
}

const created = { type: 'environment.created', number: 1, port: 1, attached: false, codeHash: 'abcdefghij' }
const to = (state: string, from = 'created') => ({ type: 'environment.changed', from, to: state, reason: '' })
const init = { type: 'environment.init-started', phase: 'init', limitMs: 10_000 }
const invocation = { of: { invocation: 'i' } }
const received = {
  type: 'invocation.received',
  number: 1,
  invocationType: 'RequestResponse',
  payloadBytes: 2,
  ...invocation,
}
const dispatched = { type: 'invocation.dispatched', deadline: 9000, cold: true, initInside: false, ...invocation }
const frozen = { type: 'environment.frozen' }
const started = { type: 'process.started', pid: 7, command: ['sh'], folder: '/', variables: {} }

describe('an environment in words', () => {
  it.each([
    ['starting', '2 of 10 s', [created, to('init'), init]],
    ['idle', 'waits for work', [created, to('init'), init, to('ready')]],
    ['frozen', 'for 2 s · waits for work', [created, to('ready'), frozen]],
    ['busy', '3 of 6 s', [received, created, dispatched, to('invoke')]],
    ['frozen', 'for 2 s · its time goes on', [received, created, dispatched, to('invoke'), frozen]],
    ['snapshot', 'the next invocation restores it', [created, to('snapshot'), frozen]],
    [
      'crashed',
      'dead · SIGKILL · the next invocation is told',
      [created, to('ready'), started, { type: 'process.exited', code: null, signal: 'SIGKILL' }, to('crashed')],
    ],
    ['reset', 'no processes · the next invocation starts it', [created, to('reset')]],
    ['reset', 'its processes are ended', [created, started, to('reset')]],
    [
      'shutting down',
      'its processes are ended · killed in 3 s',
      [created, { type: 'deadline.set', for: 'shutdown', deadline: 8000 }, to('shutdown')],
    ],
    ['gone', 'lived 2 s', [created, to('shutdown'), to('gone')]],
  ] as [string, string, object[]][])('is %s: %s', (word, doing, events) => {
    const { fn, environment } = after(...events)
    expect(environmentWords(fn, environment, events.length * 1000 + 2000)).toMatchObject({ word, doing })
  })

  it('says what it is at, for the rules of what may be done', () => {
    const { fn, environment } = after(received, created, started, dispatched, to('invoke'), frozen)
    expect(invocationsIn(fn, environment)).toEqual(['i'])
    expect(conditionOf(fn, environment)).toEqual({
      name: 'f/1',
      attached: false,
      state: 'invoke',
      frozen: true,
      serves: true,
      runs: true,
    })
    const idle = after(created, to('ready'))
    expect(conditionOf(idle.fn, idle.environment)).toMatchObject({ frozen: false, serves: false, runs: false })
  })

  it('says in which phase of its start it is', () => {
    const again = { ...init, phase: 'invoke' }
    expect([init, again].map((one) => phaseWord(after(created, one).environment))).toEqual([
      'Init',
      'Init inside the invocation',
    ])
    expect(phaseWord(after(created, { type: 'environment.restore-started', limitMs: 1 }).environment)).toBe('Restore')
  })

  it('says that its code is old only where both versions are known', () => {
    const { environment } = after(created)
    const definition = (codeHash?: string) => ({ codeHash }) as FunctionDefinition
    expect(shortHash(environment.codeHash)).toBe('abcdefg')
    expect(staleness(environment, definition('abcdefghij'))).toBeUndefined()
    expect(staleness(environment, definition())).toBeUndefined()
    expect(staleness(environment, undefined)).toBeUndefined()
    expect(staleness(environment, definition('zzzzzzzzzz'))).toContain('zzzzzzz by now')
    // A published version stays as it is.
    expect(staleness({ ...environment, name: 'f:1/1' }, definition('zzzzzzzzzz'))).toBeUndefined()
    expect(shortHash(undefined)).toBe('—')
  })
})

describe('the processes of an environment', () => {
  const listed = (...processes: [pid: number, parent: number][]) => ({
    type: 'process.listed',
    processes: processes.map(([pid, parent]) => ({ pid, parent, command: `run ${pid}`, state: 'running' })),
    leftOut: 0,
  })
  const shape = (environment: EnvironmentModel) =>
    processTree(environment)?.map(({ pid, depth, role }) => [pid, depth, role])

  it('are a tree, each with what it is to Lambda', () => {
    const extension = { ...started, pid: 20, of: { extension: 'logger' } }
    const { environment } = after(created, started, extension, listed([7, 1], [20, 1], [8, 7], [9, 8], [10, 7]))
    expect(shape(environment)).toEqual([
      [7, 0, 'runtime'],
      [8, 1, undefined],
      [9, 2, undefined],
      [10, 1, undefined],
      [20, 0, 'logger'],
    ])
  })

  it('are each there once, though numbers that were used again make a circle', () => {
    expect(shape(after(created, listed([1, 2], [2, 1], [3, 3])).environment)).toEqual([
      [1, 0, undefined],
      [2, 1, undefined],
      [3, 0, undefined],
    ])
  })

  it('are known by number alone until they are looked at, and not at all before that', () => {
    expect(shape(after(created).environment)).toBeUndefined()
    expect(shape(after(created, started).environment)).toEqual([[7, 0, 'runtime']])
    expect(shape(after(created, started, listed()).environment)).toEqual([])
  })

  it('are all stopped in a freeze, and do what they were seen at else', () => {
    const [row] = processTree(after(created, listed([7, 1])).environment)!
    expect([processWord(row!, true), processWord(row!, false)]).toEqual(['stopped', 'runs'])
    expect(processWord({ pid: 1, depth: 0 }, false)).toBe('—')
  })
})

it('a command is shown without the folders that tell nothing', () => {
  expect(shortCommand('/usr/bin/node /home/me/play/runtimes/nodejs/bootstrap.mjs --x /tmp/a')).toBe(
    'node …/nodejs/bootstrap.mjs --x /tmp/a',
  )
  expect(shortCommand('sh -c "true"')).toBe('sh -c "true"')
  expect(shortCommand('')).toBe('')
})

describe('shapes', () => {
  const step = (at: number, counts: Partial<PoolStep>): PoolStep => ({
    at,
    starting: 0,
    busy: 0,
    frozen: 0,
    idle: 0,
    ...counts,
  })

  it('of a pool are stacked, each an outline as long as there are some', () => {
    const steps = [
      step(0, { starting: 1 }),
      step(10, { busy: 1 }),
      step(20, { busy: 1, starting: 1 }),
      step(30, { frozen: 2 }),
    ]
    expect(poolAreas(steps, { from: 0, to: 40 }, { width: 40, height: 20 })).toEqual({
      most: 2,
      areas: {
        starting: 'M0 20V10H10V20H0ZM20 20V10H30V20H20Z',
        busy: 'M10 20V10H20V0H30V10H20V20H10Z',
        frozen: 'M30 20V0H40V20H30Z',
        idle: '',
      },
    })
  })

  it('begin with what was so when the picture begins', () => {
    const areas = poolAreas([step(0, { idle: 1 }), step(90, {})], { from: 50, to: 100 }, { width: 50, height: 10 })
    expect(areas.areas.idle).toBe('M0 10V0H40V10H0Z')
    expect(memoryLine([[0, 64, 0]], { from: 50, to: 100 }, { width: 50, height: 10 }, 128).line).toBe('M0 5H50')
  })

  it('of memory hold each sample until the next, and do not leave the picture', () => {
    const { line, area } = memoryLine(
      [
        [10, 64, 0],
        [20, 500, 0],
      ],
      { from: 0, to: 40 },
      { width: 40, height: 10 },
      128,
    )
    expect([line, area]).toEqual(['M10 5H20V0H40', 'M10 5H20V0H40V10H10Z'])
    expect(memoryLine([], { from: 0, to: 40 }, { width: 40, height: 10 }, 128).line).toBe('')
    expect(poolAreas([], { from: 0, to: 40 }, { width: 40, height: 10 }).most).toBe(0)
  })

  it('go back ten minutes at most, and some seconds at least', () => {
    expect(spanOf(1000, 2000)).toEqual({ from: -3000, to: 2000 })
    expect(spanOf(0, 2 * drawnMs)).toEqual({ from: drawnMs, to: 2 * drawnMs })
  })
})

import { applyEntry, createSession, type FunctionModel, type Session } from '@playground/protocol/model'
import { expect, it } from 'vitest'
import { ExtensionConversation } from '@playground/protocol/fixtures'
import { blankViews, foldsNeeded, machineViews } from './machine-views.ts'
import { rowsOfMoves, stepThrough } from './move-rows.ts'
import { attemptOf, refusalsOf, ruleOf } from './refusals.ts'

function told(talk: ExtensionConversation): { session: Session; fn: FunctionModel } {
  const session = createSession()
  for (const entry of talk.entries) applyEntry(session, entry)
  return { session, fn: session.functions.get('f')! }
}

function viewsOf(talk: ExtensionConversation, later = 0) {
  const { session, fn } = told(talk)
  const environment = fn.environments.get('f/1')!
  const [runtime, ofEnvironment, ...extensions] = machineViews(fn, environment, undefined, talk.at + later)
  return { session, fn, environment, runtime: runtime!, ofEnvironment: ofEnvironment!, extensions }
}

it('lights what is current, counts what was entered, and traces the path', () => {
  const { runtime, ofEnvironment } = viewsOf(new ExtensionConversation().cold().warm('two', 2), 12_000)
  expect(runtime.current).toBe('Ready')
  expect(runtime.entered).toMatchObject({ Started: 1, Ready: 3, Running: 2 })
  expect(runtime.taken['Started>Ready']).toBe(1)
  expect(runtime.taken['Ready>Running']).toBe(2)
  expect(runtime.figures['Ready']).toBe('waits 12 s')
  expect(ofEnvironment.about).toEqual(['cold start 12 s ago', 'has served 2 invocations'])
})

it('says how much time is left while an invocation runs', () => {
  const talk = new ExtensionConversation().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two')
  const { runtime, ofEnvironment } = viewsOf(talk, 500)
  expect(runtime.current).toBe('Running')
  expect(runtime.figures['Running']).toBe('2.5 s left')
  expect(ofEnvironment.figures['invoke']).toBe('2.5 s left')
  expect(ofEnvironment.about).toContain('serving its second invocation')
})

it('lights nothing where the process is gone, and says where it ended', () => {
  const talk = new ExtensionConversation().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two')
  talk.tell({ environment: 'f/1' }, { type: 'runtime.changed', from: 'Running', to: 'Started' })
  talk.tell({ environment: 'f/1' }, { type: 'process.exited', code: null, signal: 'SIGKILL' })
  const { runtime } = viewsOf(talk)
  expect(runtime.current).toBeUndefined()
  expect(runtime.figures).toEqual({ Running: 'ended here' })
  expect(runtime.about).toContain('dead · SIGKILL')
  expect(runtime.taken['*>Started']).toBe(1)
  expect(runtime.from).toEqual({ Started: ['Running'] })
  expect(runtime.entered['Started']).toBe(1)
})

it('has a machine for each extension, with what it asked to be told', () => {
  const talk = new ExtensionConversation()
  talk.coldWith(['logger', 'metrics'], 'one', (begun) => begun.subscribe('logger'))
  const { extensions } = viewsOf(talk)
  expect(extensions.map(({ title }) => title)).toEqual(['logger', 'metrics'])
  expect(extensions[0]!.current).toBe('Running')
  expect(extensions[0]!.about).toEqual([
    'external extension',
    'INVOKE, SHUTDOWN',
    'telemetry: platform, function',
    'pid 4131',
  ])
  expect(extensions[0]!.entered).toEqual({ Started: 1, Registered: 1, Ready: 1, Running: 1 })
})

it('begins the machine of an internal extension where it registers, and says what asks for telemetry alone', () => {
  const talk = new ExtensionConversation()
  talk.call('one', 1).create('f/1', 'one').init('f/1', 'one')
  talk.tell(
    { environment: 'f/1', extension: 'inner' },
    { type: 'extension.changed', to: 'Registered', external: false, events: [] },
  )
  talk.subscribe('inner')
  const { extensions } = viewsOf(talk)
  expect(extensions[0]!.entered).toEqual({ Registered: 1 })
  expect(extensions[0]!.about).toEqual([
    'internal extension, in the runtime’s process',
    'asks for no events, for telemetry alone',
    'telemetry: platform, function',
  ])
})

function twice(): ExtensionConversation {
  const talk = new ExtensionConversation().cold()
  talk.call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two')
  talk.tell({ environment: 'f/1' }, { type: 'runtime.changed', from: 'Running', to: 'InvocationResponse' })
  talk.tell(
    { environment: 'f/1' },
    { type: 'runtime.changed', from: 'InvocationResponse', to: 'RuntimeResponseSentState' },
  )
  const of = { environment: 'f/1', invocation: 'two' }
  const exchange = talk.open('response', 'runtime', of)
  talk.tell(
    { ...of, exchange },
    { type: 'runtime.refused', state: 'RuntimeResponseSentState', call: 'response', rule: 'state' },
  )
  return talk.answer(exchange, 403, of, { refusal: { errorType: 'InvalidStateTransition', message: 'no' } })
}

it('puts a refused call at the state where it was made, with what was tried and the rule', () => {
  const { session, runtime } = viewsOf(twice())
  const [refusal] = refusalsOf(session, runtime.refused)
  expect(refusal).toMatchObject({ state: 'RuntimeResponseSentState', label: 'POST response · 403', count: 1 })
  expect(attemptOf(session, refusal!.newest)).toMatch(/^A second answer for /)
  expect(ruleOf(refusal!.newest)).toBe('One answer per event.')
})

it('leads from a state to the row of its last entry, and from there to the one before', () => {
  const { fn, environment, runtime } = viewsOf(new ExtensionConversation().cold().warm('two', 2))
  const rows = rowsOfMoves(fn, environment, runtime.moves, (_from, to) => to === 'Running')
  const labels = rows.map((seq) => fn.rows.find((row) => row.seq === seq)!.label)
  expect(labels).toEqual(['event', 'event'])
  expect(stepThrough(rows, undefined)).toBe(rows[1])
  expect(stepThrough(rows, rows[1])).toBe(rows[0])
  expect(stepThrough(rows, rows[0])).toBe(rows[1])
  expect(stepThrough([], 3)).toBeUndefined()
  const ready = rowsOfMoves(fn, environment, runtime.moves, (_from, to) => to === 'Ready')
  expect(ready.map((seq) => fn.rows.find((row) => row.seq === seq)!.label)).toEqual([
    'GET next',
    'GET next',
    'GET next',
  ])
})

it('unfolds what restores only for functions that are restored', () => {
  const { runtime } = viewsOf(new ExtensionConversation().cold())
  expect([...foldsNeeded(runtime, false)]).toEqual([])
  expect([...foldsNeeded(runtime, true)]).toEqual(['restore'])
  expect(blankViews(undefined).map(({ title, current }) => [title, current])).toEqual([
    ['Runtime', undefined],
    ['Environment', undefined],
  ])
})

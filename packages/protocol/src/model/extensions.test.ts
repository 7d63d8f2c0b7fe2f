// What the model knows of extensions, frozen environments and shutdowns; and that it can begin in the middle of them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExtensionConversation } from './extension-conversation.fixture.ts'
import type { FunctionModel } from './function-model.ts'
import { applyEntry, createSession, loadState, type Session } from './session.ts'
import { applyToState } from './apply-to-state.ts'
import { emptyState } from './state.ts'

function fold(entries: ExtensionConversation['entries'], session: Session = createSession()): FunctionModel {
  for (const entry of entries) applyEntry(session, entry)
  return session.functions.get('f')!
}
const runtime = { environment: 'f/1' }
const environmentIn = (fn: FunctionModel) => fn.environments.get('f/1')!
const loggerIn = (fn: FunctionModel) => environmentIn(fn).extensions.get('logger')!

describe('an extension', () => {
  it('is known by its state, what it subscribes to, and what it is at', () => {
    const told = new ExtensionConversation().coldWith(['logger'])
    expect(loggerIn(fold(told.entries))).toMatchObject({
      lane: 'f/1+logger',
      state: 'Running',
      external: true,
      events: ['INVOKE', 'SHUTDOWN'],
      pid: 4131,
      busyWith: 'one',
    })
    told.respond('f/1', 'one').done('one').ask('logger').settle('f/1', 'one')
    const logger = loggerIn(fold(told.entries))
    expect(logger.busyWith).toBeUndefined()
    expect(logger.polls.size).toBe(1)
  })

  it('keeps its lane from one Init to the next, and a lane of its own in each environment', () => {
    const told = new ExtensionConversation().coldWith(['logger', 'metrics'])
    told.beginInit('f/1', 'one', 'invoke').launch('logger', 5000)
    const fn = fold(told.entries)
    expect(fn.companions.get('f/1')).toEqual(['f/1+logger', 'f/1+metrics'])
    expect([...environmentIn(fn).extensions.keys()]).toEqual(['logger'])
  })

  it('counts what waits for it in telemetry, from Init on, until a batch is taken', () => {
    const told = new ExtensionConversation().coldWith(['logger'], 'one', (one) => one.subscribe('logger', ['function']))
    told.print('f/1', 'a', 'one').print('f/1', 'b', 'one').say('logger', 'not for it')
    expect(loggerIn(fold(told.entries)).buffered).toBe(2)
    told.deliverTelemetry('logger', 2, { status: 503, retry: true })
    expect(loggerIn(fold(told.entries)).buffered).toBe(2)
    told.deliverTelemetry('logger', 2, { attempt: 2 }).print('f/1', 'c', 'one')
    expect(loggerIn(fold(told.entries)).buffered).toBe(1)
  })

  it('that prints what is wrong with a port of no other environment is not explained by one', () => {
    const told = new ExtensionConversation().call('one', 1).create('f/1', 'one').beginInit('f/1', 'one')
    told.launch('logger').say('logger', 'listen EADDRINUSE: address already in use :::8080')
    told.say('logger', "  code: 'EADDRINUSE',").exit('logger', 1)
    const fn = fold(told.entries)
    expect(loggerIn(fn).portTaken).toEqual({ port: 8080 })
    expect(fn.rows.some(({ kind }) => kind === 'cause')).toBe(false)
  })
})

describe('an invocation', () => {
  it('that fails through an extension after its answer leads with that, and is among the failures', () => {
    const told = new ExtensionConversation().coldWith(['logger']).respond('f/1', 'one').done('one').wait(2900)
    told.tell({ ...runtime, invocation: 'one' }, { type: 'deadline.fired', for: 'invoke' })
    told.settle('f/1', 'one', 'timeout', 'reset')
    const fn = fold(told.entries)
    expect(fn.invocations.get('one')).toMatchObject({ outcome: 'ok', after: 'timeout', late: ['logger'] })
    expect(fn.failures.map(({ label }) => label)).toEqual(['Invoke 1'])
  })

  it('that loses an extension after its answer says which', () => {
    const told = new ExtensionConversation().coldWith(['logger']).respond('f/1', 'one').exit('logger', 7)
    told.tell(
      { ...runtime, invocation: 'one' },
      {
        type: 'invocation.settled',
        outcome: 'crash',
        errorType: 'Extension.Crash',
        durationMs: 9,
        billedMs: 9,
        memoryMb: 128,
      },
    )
    expect(fold(told.entries).rows.find(({ kind }) => kind === 'cause')?.label).toBe(
      'It was answered, and then the extension logger ended (exited · 7). An extension has to live as long as its environment.',
    )
  })
})

describe('the state in between', () => {
  const told = new ExtensionConversation()
    .coldWith(['logger', 'metrics'], 'one', (one) => one.subscribe('logger'))
    .respond('f/1', 'one')
    .done('one')
    .ask('logger')
    .ask('metrics')
    .settle('f/1', 'one')
    .freeze()
    .wait(3000)
    .call('two', 2)
    .thaw('event')
    .take(['logger', 'metrics'], 'two')
    .respond('f/1', 'two')
    .done('two')
    .ask('metrics')
  told.tell(runtime, { type: 'deadline.set', for: 'shutdown', deadline: told.at + 2000 })
  const { entries } = told

  /** What the page shows of an environment that does not hang on rows that were before. */
  const seen = (fn: FunctionModel | undefined) => {
    const environment = fn?.environments.get('f/1')
    if (fn === undefined || environment === undefined) return undefined
    const open = (lane: string) => {
      const span = fn.lanes.get(lane)?.spans.at(-1)
      return span === undefined || span.to !== undefined ? undefined : [span.kind, span.frozen]
    }
    return {
      state: environment.state,
      frozen: environment.frozenAt,
      ending: environment.ending,
      extensions: [...environment.extensions.values()].map(
        ({ name, state, events, external, busyWith, polls, lane }) => {
          return { name, state, events, external, busyWith, polls: [...polls], shows: open(lane) }
        },
      ),
      runtime: open('f/1'),
    }
  }

  it('is enough to go on from: extensions, what they are at, and whether they are frozen', () => {
    fc.assert(
      fc.property(fc.nat(entries.length), (cut) => {
        const state = emptyState()
        for (const entry of entries.slice(0, cut)) applyToState(state, entry)
        const session = createSession()
        loadState(session, state, cut + 1)
        for (const known of [cut, entries.length]) {
          const whole = seen(fold(entries.slice(0, known)))
          const here = seen(known === cut ? session.functions.get('f') : fold(entries.slice(cut), session))
          // Where it begins, an extension that has said nothing of itself is not known yet.
          if (known !== cut || !whole?.extensions.some((one) => one.external === undefined)) expect(here).toEqual(whole)
        }
      }),
    )
  })
})

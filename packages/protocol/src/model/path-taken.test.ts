import { expect, it } from 'vitest'
import { Conversation } from './conversation.fixture.ts'
import { applyEntry, createSession } from './session.ts'

it('counts the transitions of an environment and its runtime, and outlives the environment', () => {
  const talk = new Conversation().cold().warm('two', 2)
  talk.tell({ environment: 'f/1' }, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle' })
  talk.tell({ environment: 'f/1' }, { type: 'environment.changed', from: 'shutdown', to: 'gone', reason: 'idle' })
  const session = createSession()
  for (const entry of talk.entries) applyEntry(session, entry)
  const { path } = session.functions.get('f')!.environments.get('f/1')!
  expect(path.environment).toEqual({
    'created>init': 1,
    'init>ready': 1,
    'ready>invoke': 2,
    'invoke>ready': 2,
    'ready>shutdown': 1,
    'shutdown>gone': 1,
  })
  expect(path.runtime['Ready>Running']).toBe(2)
})

it('begins anew for new processes, and keeps the newest refusals', () => {
  const talk = new Conversation().cold()
  for (let made = 0; made < 10; made += 1) {
    const exchange = talk.open('response', 'runtime', { environment: 'f/1' })
    talk.tell(
      { environment: 'f/1', exchange },
      { type: 'runtime.refused', state: 'Ready', call: 'response', rule: 'state' },
    )
  }
  talk.init('f/1', 'one', 'invoke')
  const session = createSession()
  for (const entry of talk.entries) applyEntry(session, entry)
  const { path } = session.state.environments['f/1']!
  expect(path.runtime).toEqual({})
  expect(path.refused).toHaveLength(8)
  expect(path.refusedBefore).toBe(2)
  expect(path.refused.at(-1)).toMatchObject({ from: 'runtime', state: 'Ready', call: 'response', rule: 'state' })
})

import { expect, it } from 'vitest'
import { Conversation } from './conversation.fixture.ts'
import { lastMove } from './moves.ts'
import { applyEntry, createSession } from './session.ts'

function told(talk: Conversation) {
  const session = createSession()
  for (const entry of talk.entries) applyEntry(session, entry)
  return session.functions.get('f')!.environments.get('f/1')!.moves
}

it('keeps the newest moves of each transition, with the exchange that made them', () => {
  const talk = new Conversation().cold()
  for (let number = 2; number < 14; number += 1) talk.warm(`call-${number}`, number)
  const moves = told(talk)
  expect(moves.runtime['Started>Ready']).toHaveLength(1)
  expect(moves.runtime['Ready>Running']).toHaveLength(8)
  expect(moves.runtime['Ready>Running']!.at(-1)!.exchange).toBe(
    moves.runtime['RuntimeResponseSentState>Ready']?.at(-2)?.exchange,
  )
  expect(lastMove(moves.environment)).toBe(moves.environment['invoke>ready']!.at(-1))
})

it('forgets those of processes that are gone', () => {
  const moves = told(new Conversation().cold().init('f/1', 'one', 'invoke'))
  expect(moves.runtime).toEqual({})
  expect(lastMove(moves.runtime)).toBeUndefined()
  expect(moves.environment['created>init']).toHaveLength(1)
})

import { expect, it } from 'vitest'
import { managementEndpoints } from '../management-endpoints.ts'
import { managementWords } from '../management-words.ts'
import { Conversation } from './conversation.fixture.ts'
import { applyEntry, createSession } from './session.ts'

it('has words for each of them', () => {
  expect(Object.keys(managementWords)).toEqual(Object.keys(managementEndpoints))
  for (const { meaning, answer } of Object.values(managementWords)) {
    expect(meaning).toMatch(/^[A-Z].{20,}\.$/)
    expect(answer).toMatch(/^[A-Z$].{10,}\.$/)
  }
})

it('shows calls that run nothing as arrows of the caller, and as no invocation', () => {
  const talk = new Conversation()
  for (const endpoint of Object.keys(managementEndpoints)) talk.answer(talk.open(endpoint, 'caller', {}), 200, {})
  const refusal = { errorType: 'ResourceNotFoundException', message: 'Function not found' }
  talk.answer(talk.open('get-alias', 'caller', {}), 404, {}, { refusal })
  const session = createSession()
  for (const entry of talk.entries) applyEntry(session, entry)
  const fn = session.functions.get('f')!
  expect([fn.order, fn.callers.size, session.state.exchanges]).toEqual([[], 0, {}])
  const requests = fn.rows.filter(({ kind }) => kind === 'request')
  expect(requests.map(({ label }) => label)).toEqual([
    ...Object.values(managementEndpoints).map(({ label }) => label),
    'GetAlias',
  ])
  // Nobody is told that these are results of a function.
  expect(fn.explained.has('result')).toBe(false)
  const last = fn.rows.findLast(({ kind }) => kind === 'answer')!
  expect([last.label, last.tone]).toEqual(['404 ResourceNotFoundException', 'error'])
})

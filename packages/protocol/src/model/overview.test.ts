import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Entry } from '../journal.ts'
import { Conversation } from './conversation.fixture.ts'
import { columnOf, emptyOverview, entryAt, marked, takeOverview } from './overview.ts'

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
const overviewOf = (entries: readonly Entry[]) => {
  const overview = emptyOverview()
  for (const entry of entries) takeOverview(overview, entry)
  return overview
}

it('counts exchanges by time, marks the cold start, and cuts what is idle', () => {
  const { counts, marks, exchanges } = overviewOf(new Conversation().cold().wait(60_000).warm('two', 2).entries)
  expect(sum(counts)).toBe(exchanges)
  expect(exchanges).toBe(7)
  expect(counts.length).toBeLessThan(2100)
  expect(marks.filter((bits) => bits & marked.cut)).toHaveLength(1)
  expect(marks.filter((bits) => bits & marked.cold)).toHaveLength(1)
})

it('tells of a failed invocation once, whichever entries say so, and of each refused call', () => {
  const talk = new Conversation().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two')
  talk.result('f/1', 'two', 'crash').settle('f/1', 'two', 'crash', 'reset')
  const failed = talk.entries.findIndex(
    ({ event }) => event.type === 'invocation.answered' && event.outcome === 'crash',
  )
  const refused = talk.open('response', 'runtime', { environment: 'f/1' })
  talk.answer(refused, 403, { environment: 'f/1' })
  expect(overviewOf(talk.entries).failures).toEqual([failed + 1, talk.entries.length])
})

it('has few columns however long it goes on, loses no exchange, and finds every entry again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 300 }), (waits) => {
      const talk = new Conversation()
      for (const [index, ms] of waits.entries()) talk.wait(ms).call(`id${index}`, index + 1)
      const overview = overviewOf(talk.entries)
      expect(overview.counts.length).toBeLessThanOrEqual(2048)
      expect(sum(overview.counts)).toBe(waits.length)
      let before = -1
      for (const { seq } of talk.entries) {
        const column = columnOf(overview, seq)
        expect(column).toBeGreaterThanOrEqual(before)
        before = column
        // Columns between two entries lead to the one before.
        expect(Math.abs(entryAt(overview, column).seq - seq)).toBeLessThanOrEqual(1)
      }
      expect(entryAt(overview, overview.counts.length + 5).seq).toBe(talk.entries.length)
    }),
  )
})

it('goes on from a copy that was sent, and takes no entry twice', () => {
  const { entries } = new Conversation().cold().warm('two', 2).warm('three', 3)
  const sent = JSON.parse(JSON.stringify(overviewOf(entries.slice(0, 20)))) as ReturnType<typeof emptyOverview>
  for (const entry of entries.slice(10)) takeOverview(sent, entry)
  expect(sent).toEqual(overviewOf(entries))
})

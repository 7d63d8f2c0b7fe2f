import { expect, it } from 'vitest'
import { recordedSessions } from '../model/recorded.fixture.ts'
import { findingsIn } from './index.ts'

/** By the end of a session's name, the rules that find something in it, each with how often. */
const expected: Record<string, Record<string, number>> = {
  // A function that fails, times out and exits.
  '00000001': { 'deadline-missed': 1, 'exit-mid-invocation': 1 },
  // Nine environments at work, and the same in their midst.
  '00000002': {},
  '00000003': {},
  // Two extensions beside a function.
  '00000004': {},
  // A runtime that answers each event twice, one of them with an error that says nothing, and keeps a file in /tmp.
  '00000005': { 'answered-twice': 3, 'error-shape': 1, 'error-without-type': 1, 'path-not-mapped': 1 },
}

it.each(recordedSessions)('the recorded session %s shows what is known of it, and nothing else', (name, entries) => {
  const counts: Record<string, number> = {}
  for (const { rule } of findingsIn(entries)) counts[rule] = (counts[rule] ?? 0) + 1
  expect(counts).toEqual(expected[name.slice(-8)])
})

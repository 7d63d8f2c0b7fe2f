import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../journal.ts'
import { failingEvent } from '../model/queue-conversation.fixture.ts'
import { answers } from './cases/answers.fixture.ts'
import { bodies } from './cases/bodies.fixture.ts'
import { callers } from './cases/callers.fixture.ts'
import { calls } from './cases/calls.fixture.ts'
import { Case, type Cases } from './cases/case.fixture.ts'
import { extensions } from './cases/extensions.fixture.ts'
import { init } from './cases/init.fixture.ts'
import { processes } from './cases/processes.fixture.ts'
import { work } from './cases/work.fixture.ts'
import { findingLevels, findingsIn, FindingsFold, ruleOf, rules, type Rule } from './index.ts'

const files = import.meta.glob<Record<string, Rule>>('./rules/*.ts', { eager: true })
const cases: Cases = { ...init, ...answers, ...calls, ...work, ...bodies, ...processes, ...extensions, ...callers }

/** Every conversation of this folder. */
const conversations = Object.values(cases).flatMap(({ shows, not }) => [shows, ...Object.values(not)])

function told(tell: (told: Case) => unknown): Case {
  const conversation = new Case()
  tell(conversation)
  return conversation
}

describe('the rules', () => {
  it('are those of the folder, each under the name of its file', () => {
    const found = Object.entries(files).map(([path, module]) => [path, Object.values(module).map(({ id }) => id)])
    expect(found).toEqual(found.map(([path]) => [path, [/([^/]+)\.ts$/.exec(String(path))![1]]]))
    expect(rules.map(({ id }) => id).sort()).toEqual(found.flatMap(([, ids]) => ids).sort())
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  })

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s says why, what mends it, and where AWS says so',
    (id, rule) => {
      expect(ruleOf(id)).toBe(rule)
      expect(findingLevels).toContain(rule.level)
      for (const text of [rule.why, rule.mend]) expect(text).toMatch(/^[A-Z].{20,}\.$/)
      expect(rule.title).toMatch(/^[A-Z].{5,40}[^.]$/)
      expect(rule.reference.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/lambda\//)
    },
  )

  it('have cases, and nobody else has', () => {
    expect(Object.keys(cases).sort()).toEqual(rules.map(({ id }) => id).sort())
    for (const { not } of Object.values(cases)) expect(Object.keys(not)).not.toEqual([])
  })
})

describe.each(Object.entries(cases))('%s', (rule, { shows, not }) => {
  it('is found, and says what was seen and what was expected', () => {
    const conversation = told(shows)
    const found = conversation.foundBy(rule)
    expect(found).toHaveLength(1)
    const [{ seen, expected, seq, points, also = [] } = { seen: '', expected: '', seq: 0, points: 0 }] = found
    for (const text of [seen, expected]) expect(text).toMatch(/^\S.*\.$/s)
    expect(seen).not.toMatch(/undefined|NaN|null|\[object/)
    expect(`${rule}: ${seen} Expected: ${expected}`).toMatchSnapshot()
    for (const at of [seq, points, ...also]) expect(conversation.entries[at - 1]?.seq).toBe(at)
  })

  it.each(Object.entries(not))('is not found: %s', (_, tell) => {
    expect(told(tell).foundBy(rule)).toEqual([])
  })
})

describe('the fold of findings', () => {
  it('finds in each beginning of a session what the whole shows up to there', () => {
    for (const tell of conversations) {
      const { entries } = told(tell)
      const whole = findingsIn(entries)
      // Of the long ones not each beginning: that would take its time squared.
      for (let length = 0; length <= entries.length; length += Math.ceil(entries.length / 40))
        expect(findingsIn(entries.slice(0, length))).toEqual(whole.filter(({ seq }) => seq <= length))
    }
  })

  it('finds in a function the same when another tells its own in between', () => {
    // A step of the clock is everybody's.
    const stories = Object.entries(cases).filter(([rule]) => rule !== 'clock-stepped')
    // What is kept of exchanges has a bound that functions share: a very long story drives out another's.
    const short = stories.map(([, { shows }]) => told(shows).entries).filter((entries) => entries.length < 500)
    const story = fc.constantFrom(...short)
    const said = (entries: readonly Entry[], name: string) =>
      findingsIn(entries)
        .filter((finding) => finding.function === name)
        .map(({ rule, seen }) => `${rule}: ${seen}`)
    fc.assert(
      fc.property(story, story, fc.infiniteStream(fc.boolean()), (one, other, turns) => {
        const left = [[...one], other.map(another)]
        const both: Entry[] = []
        for (const turn of turns) {
          if (left.every((entries) => entries.length === 0)) break
          const entry = (left[turn ? 0 : 1]!.length > 0 ? left[turn ? 0 : 1]! : left[turn ? 1 : 0]!).shift()!
          both.push({ ...entry, seq: both.length + 1 })
        }
        expect(said(both, 'f')).toEqual(said(one, 'f'))
        expect(said(both, 'g')).toEqual(said(other.map(another), 'g'))
      }),
      { numRuns: 60 },
    )
  })

  it('takes any entries in any order', () => {
    const story = fc.constantFrom(...conversations.map((tell) => told(tell).entries))
    fc.assert(
      fc.property(story.chain(fc.shuffledSubarray), (entries) => {
        expect(Array.isArray(findingsIn(entries))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('changes no entry', () => {
    for (const tell of conversations) {
      const { entries } = told(tell)
      const before = JSON.stringify(entries)
      findingsIn(entries)
      expect(JSON.stringify(entries)).toBe(before)
    }
  })

  it('finds nothing in a conversation that is as it should be', () => {
    const conversation = told((one) => one.define().cold().served('two').served('three'))
    expect(conversation.findings).toEqual([])
  })

  it('finds nothing in retries of an asynchronous event that are as they should be', () => {
    const conversation = told((one) => {
      failingEvent(one.sends({ onFailure: 'file:failures.jsonl' }).cold()).destined('ev', 'file:failures.jsonl')
      one.hand('two').attempt('two', 1, 5).waits('two', 2, 1000).wait(999).attempt('two', 2, 6, 'ok')
    })
    // Told as if each call had a connection of its own.
    expect(conversation.findings.filter(({ rule }) => rule !== 'new-connection-each-call')).toEqual([])
  })

  it('gives at most 200 findings of a rule for a function', () => {
    const conversation = told((one) => {
      one.cold()
      for (let count = 0; count < 300; count += 1) one.refused('init-error', 'Ready', 'state')
    })
    const fold = new FindingsFold()
    const found = conversation.entries.flatMap((entry) => fold.take(entry))
    expect(found.filter(({ rule }) => rule === 'wrong-moment')).toHaveLength(200)
  })
})

/** The same of a function g. */
function another({ of, event, ...entry }: Entry): Entry {
  const { exchange, environment } = of
  const { definition } = event.type === 'function.defined' ? event : {}
  return {
    ...entry,
    of: {
      ...of,
      function: 'g',
      ...(exchange === undefined ? {} : { exchange: exchange + 100_000 }),
      ...(environment === undefined ? {} : { environment: environment.replace('f/', 'g/') }),
    },
    event: definition === undefined ? event : { type: 'function.defined', definition: { ...definition, name: 'g' } },
  }
}

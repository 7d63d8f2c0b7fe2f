import { addRow, createFunctionModel, createSession, type Exchange } from '@playground/protocol/model'
import { describe, expect, it } from 'vitest'
import { matches } from './filter/match.ts'
import { parseFilter } from './filter/parse.ts'
import { groupFindings } from './finding-groups.ts'
import { FunctionFindings, mostFound, rowOf, SessionFindings, type Found } from './findings.ts'
import { RowList } from './row-list.ts'

function found(seq: number, more: Partial<Found> = {}): Found {
  const words = { seen: `Seen at ${seq}.`, expected: 'Another.', title: more.rule ?? 'A rule' }
  return { rule: 'a-rule', level: 'breach', seq, at: seq, points: seq, function: 'f', ...words, ...more }
}

function all(...list: Found[]): FunctionFindings {
  const findings = new FunctionFindings()
  for (const one of list) findings.add(one)
  return findings
}

const seven = { id: 7, openedSeq: 1 } as Exchange

describe('the findings of a function', () => {
  const findings = all(
    found(3, { points: 1, exchange: 7, level: 'note' }),
    found(5, { points: 1, exchange: 7, level: 'smell', rule: 'smells' }),
    found(5, { also: [1] }),
    found(9, { points: 1, exchange: 7 }),
  )

  it('are known from the entry on that showed them', () => {
    expect([2, 3, 4, 5, 8, 9, Infinity].map((seq) => findings.until(seq).length)).toEqual([0, 1, 1, 3, 3, 4, 4])
  })

  it('are counted without notes', () => {
    expect([2, 3, 5, 9, Infinity].map((seq) => findings.countUntil(seq))).toEqual([0, 0, 2, 3, 3])
  })

  it('belong to both rows of their exchange and to the entries that they name, the gravest first', () => {
    const levels = (seq: number, exchange: Exchange | undefined, until = Infinity) =>
      findings.about({ seq }, exchange, until).map(({ level }) => level)
    expect(levels(1, seven)).toEqual(['breach', 'breach', 'smell', 'note'])
    expect(levels(8, seven, 4)).toEqual(['note'])
    expect(levels(5, undefined)).toEqual(['breach', 'smell'])
    expect(levels(8, { id: 8, openedSeq: 6 } as Exchange)).toEqual([])
  })

  it('mark the row that they point at, with the gravest', () => {
    const level = (seq: number, until: number) => findings.at({ seq, kind: 'request' }, seven, until)?.level
    expect(level(1, 2)).toBeUndefined()
    expect(level(1, 3)).toBe('note')
    expect(level(1, 8)).toBe('smell')
    expect(level(1, 9)).toBe('breach')
    expect(level(3, 9)).toBeUndefined()
  })

  it('mark the delivery, not the poll that waited for it, where they are about its event', () => {
    const poll = { ...seven, delivers: 'one', answeredSeq: 4 } as Exchange
    const late = all(found(9, { points: 1, invocation: 'one' }), found(9, { points: 1, level: 'note' }))
    expect(late.at({ seq: 1, kind: 'request' }, poll, 9)?.level).toBe('note')
    expect(late.at({ seq: 4, kind: 'answer' }, poll, 9)?.level).toBe('breach')
    expect(late.about({ seq: 4 }, poll, 9)).toHaveLength(2)
  })
})

it('a session keeps findings by function, within its bound', () => {
  const findings = new SessionFindings()
  for (let seq = 1; seq <= mostFound + 5; seq += 1) findings.add(found(seq, { function: seq % 2 === 0 ? 'f' : 'g' }))
  expect(findings.count).toBe(mostFound)
  expect(findings.of('f')?.until(Infinity)).toHaveLength(mostFound / 2)
  expect(findings.of('h')).toBeUndefined()
  expect(findings.of(undefined)).toBeUndefined()
})

it('are grouped by level, then in the order of the rules, the newest first', () => {
  const groups = groupFindings(
    [found(1, { rule: 'b' }), found(2, { rule: 'a' }), found(3, { rule: 'b' }), found(4, { rule: 'c', level: 'note' })],
    ['a', 'b', 'c'],
  )
  expect(groups.map(({ level, count }) => [level, count])).toEqual([
    ['breach', 3],
    ['note', 1],
  ])
  expect(groups[0]!.rules.map(({ rule, findings }) => [rule, findings.map(({ seq }) => seq)])).toEqual([
    ['a', [2]],
    ['b', [3, 1]],
  ])
})

/** A function with a request and its answer, a note, and an invocation. */
function drawn() {
  const session = createSession()
  const fn = createFunctionModel('f')
  session.functions.set('f', fn)
  const head = addRow(fn, { seq: 2, at: 2, kind: 'invocation', label: 'Invoke 1', invocation: 'one' })
  fn.heads.set('one', head)
  addRow(fn, { seq: 4, at: 4, kind: 'request', label: 'POST response', exchange: 7 })
  addRow(fn, { seq: 6, at: 6, kind: 'answer', label: '403', exchange: 7 })
  addRow(fn, { seq: 8, at: 8, kind: 'note', label: 'exit' })
  session.exchanges.set(7, { id: 7, openedSeq: 4, answeredSeq: 6, openedAt: 4, answeredAt: 6 } as Exchange)
  session.lastSeq = 8
  return { session, fn }
}

it('lead to the row that shows them best', () => {
  const { session, fn } = drawn()
  expect(rowOf(session, fn, found(5, { points: 4 }))).toBe(4)
  expect(rowOf(session, fn, found(5, { points: 5, exchange: 7 }))).toBe(4)
  session.exchanges.get(7)!.delivers = 'one'
  expect(rowOf(session, fn, found(5, { points: 4, invocation: 'one' }))).toBe(6)
  expect(rowOf(session, fn, found(8, { points: 5 }))).toBe(8)
  expect(rowOf(session, fn, found(5, { invocation: 'one' }))).toBe(2)
  expect(rowOf(session, fn, found(5))).toBeUndefined()
})

describe('the filter has:finding', () => {
  function listed(filter: string) {
    const { session, fn } = drawn()
    const parsed = parseFilter(filter)
    if ('problem' in parsed) throw new Error(parsed.problem.message)
    const findings = new SessionFindings()
    const nothing = { hidden: new Set<never>(), dismissed: new Set<never>(), folded: new Set<never>() }
    const options = { ...nothing, filter: parsed.filter, matches, findings, only: true, group: 'time' as const }
    const list = new RowList(session, fn, options)
    const rows = () => {
      while (!list.update(1, () => 0));
      return Array.from({ length: list.count }, (_, place) => list.row(place)!.seq)
    }
    return { session, findings, rows }
  }

  it('keeps both rows of the exchange, also where the finding comes after them', () => {
    const { findings, rows } = listed('has:finding')
    expect(rows()).toEqual([])
    findings.add(found(5, { points: 4, exchange: 7 }))
    expect(rows()).toEqual([4, 6])
    findings.add(found(8))
    expect(rows()).toEqual([4, 6, 8])
  })

  it('leaves them out where it is negated', () => {
    const { findings, rows } = listed('-has:finding')
    expect(rows()).toEqual([2, 4, 6, 8])
    findings.add(found(5, { points: 4, exchange: 7 }))
    expect(rows()).toEqual([2, 8])
  })

  it('knows nothing that is found later than the moment that is shown', () => {
    const { session, findings, rows } = listed('has:finding')
    findings.add(found(9, { points: 4, exchange: 7 }))
    expect(rows()).toEqual([])
    session.lastSeq = 9
    expect(rows()).toEqual([4, 6])
  })
})

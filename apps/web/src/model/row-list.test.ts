import type { Entry } from '@playground/protocol'
import {
  addRow,
  createFunctionModel,
  createSession,
  insertAfter,
  type Exchange,
  type FunctionModel,
  type Row,
  type RowKind,
} from '@playground/protocol/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HeadSearch } from './filter/head-search.ts'
import { matches } from './filter/match.ts'
import { parseFilter } from './filter/parse.ts'
import { foldOfInit, RowList } from './row-list.ts'
import { type RowListOptions } from './row-list-options.ts'
import { RowTops } from './row-tops.ts'

const session = createSession()
let time = 0
const clock = () => (time += 0.001)

function options(change: Partial<Omit<RowListOptions, 'filter'>> & { filter?: string } = {}): RowListOptions {
  const parsed = parseFilter(change.filter ?? '')
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return {
    hidden: new Set(),
    dismissed: new Set(),
    folded: new Set(),
    only: true,
    group: 'time',
    ...change,
    filter: parsed.filter,
    matches,
  }
}

function add(fn: FunctionModel, kind: RowKind, label: string, more: Partial<Row> = {}): Row {
  const seq = (fn.rows.at(-1)?.seq ?? 0) + 1
  return addRow(fn, { seq, at: seq, kind, label, ...more })
}

/** An invocation with its call, an Init around its first row, output, and its answer. */
function invoke(fn: FunctionModel, id: string): void {
  const head = add(fn, 'invocation', id, { invocation: id })
  fn.heads.set(id, head)
  fn.order.push(id)
  const init = { phase: 'init' as const, environment: `f/${id}`, startedAt: head.at }
  add(fn, 'request', 'invoke', { invocation: id, from: 'caller' })
  add(fn, 'init', 'Init', { invocation: id, init })
  const started = add(fn, 'note', 'started', { invocation: id })
  started.during = init
  add(fn, 'output', `hello ${id}`, { invocation: id })
  add(fn, 'output', `bad ${id}`, { invocation: id, tone: 'error' })
  add(fn, 'answer', '200', { invocation: id, to: 'caller' })
}

function three(): FunctionModel {
  const fn = createFunctionModel('f')
  for (const id of ['a', 'b', 'c']) invoke(fn, id)
  return fn
}

function shown(fn: FunctionModel, given: RowListOptions): string[] {
  const list = new RowList(session, fn, given)
  while (!list.update(1, clock));
  return labels(list)
}

function labels(list: RowList): string[] {
  return Array.from({ length: list.count }, (_, place) => list.row(place)!.label)
}

it('shows all rows in their order where nothing is hidden', () => {
  const fn = three()
  expect(shown(fn, options())).toEqual(fn.rows.map(({ label }) => label))
})

it('hides a kind, but never its errors', () => {
  const found = shown(three(), options({ hidden: new Set(['output', 'process']) }))
  expect(found).not.toContain('hello a')
  expect(found).toContain('bad a')
  expect(found).not.toContain('started')
})

it('folds an invocation to its head, and an Init to its own', () => {
  const fn = three()
  const init = fn.rows.find(({ kind }) => kind === 'init')!.init!
  const found = shown(fn, options({ folded: new Set(['b', foldOfInit(init)]) }))
  expect(found.slice(0, 6)).toEqual(['a', 'invoke', 'Init', 'hello a', 'bad a', '200'])
  expect(found.slice(6, 8)).toEqual(['b', 'c'])
})

it('leaves what matches, each with the head of its band', () => {
  expect(shown(three(), options({ filter: 'text:bad -"bad b"' }))).toEqual(['a', 'bad a', 'c', 'bad c'])
})

it('counts what matches where the rest is only dimmed', () => {
  const fn = three()
  const list = new RowList(session, fn, options({ filter: 'kind:output', only: false }))
  list.update(10, clock)
  expect([list.count, list.matched]).toEqual([fn.rows.length, 6])
  expect(list.holds(0)).toBe(false)
})

it('takes in a row once what is known of it makes it match', () => {
  const fn = three()
  const exchange = { id: 9, status: undefined, from: 'runtime' } as unknown as Exchange
  session.exchanges.set(9, exchange)
  fn.heads.set('d', add(fn, 'invocation', 'd', { invocation: 'd' }))
  add(fn, 'request', 'POST response', { exchange: 9, invocation: 'd' })
  add(fn, 'note', 'later')
  const list = new RowList(session, fn, options({ filter: 'status:>=400' }))
  list.update(10, clock)
  expect(labels(list)).toEqual([])
  exchange.status = 413
  exchange.answeredAt = 5
  list.update(10, clock)
  expect(labels(list)).toEqual(['d', 'POST response'])
  expect(list.matched).toBe(1)
})

it('lets go of a row once what is known of it makes it match no more, with a head that nothing else needs', () => {
  const fn = three()
  const exchange = { id: 9, status: undefined, from: 'runtime' } as unknown as Exchange
  session.exchanges.set(9, exchange)
  for (const id of ['d', 'a']) {
    if (id === 'd') fn.heads.set('d', add(fn, 'invocation', 'd', { invocation: 'd' }))
    add(fn, 'request', `call of ${id}`, { exchange: 9, invocation: id })
  }
  const list = new RowList(session, fn, options({ filter: 'has:open or "bad a"' }))
  list.update(10, clock)
  expect(labels(list)).toEqual(['a', 'bad a', 'd', 'call of d', 'call of a'])
  exchange.answeredAt = 5
  list.update(10, clock)
  expect(labels(list)).toEqual(['a', 'bad a'])
  expect(list.matched).toBe(1)
})

it('waits for the headers of an exchange, and looks again when its answer has come', async () => {
  const fn = createFunctionModel('f')
  fn.heads.set('a', add(fn, 'invocation', 'a', { invocation: 'a' }))
  const exchange: Partial<Exchange> = { id: 9, openedSeq: 2 }
  session.exchanges.set(9, exchange as Exchange)
  add(fn, 'request', 'GET next', { exchange: 9, invocation: 'a' })
  const given = options({ filter: 'header:x-late=1 or header:x-early=1' })
  const heads = HeadSearch.for(given.filter, { ...session, firstSeq: 1, exchanges: new Map() })!
  const list = new RowList(session, fn, { ...given, heads })
  expect([list.update(10, clock), list.waits, labels(list)]).toEqual([false, true, []])
  const entries: unknown[] = [
    { seq: 2, of: { exchange: 9 }, event: { type: 'exchange.opened', heads: [['x-b', '1']] } },
  ]
  const read = () => Promise.resolve(entries.splice(0) as Entry[])
  await heads.readOn(read)
  expect([list.update(10, clock), list.waits, labels(list)]).toEqual([true, false, []])
  Object.assign(exchange, { answeredAt: 3, answeredSeq: 3 })
  list.update(10, clock)
  entries.push({ seq: 3, of: { exchange: 9 }, event: { type: 'exchange.answered', heads: [['X-Late', '1']] } })
  await heads.readOn(read)
  list.update(10, clock)
  expect(labels(list)).toEqual(['a', 'GET next'])
})

it('groups by invocation, whatever the order in which things happened', () => {
  const fn = createFunctionModel('f')
  for (const id of ['a', 'b']) fn.heads.set(id, add(fn, 'invocation', id, { invocation: id }))
  for (const id of ['a', 'b', 'a', 'b']) add(fn, 'output', `of ${id}`, { invocation: id })
  expect(shown(fn, options({ group: 'invocation' }))).toEqual(['a', 'of a', 'of a', 'b', 'of b', 'of b'])
})

it('looks at a long list in pieces', () => {
  const fn = createFunctionModel('f')
  for (let row = 0; row < 10_000; row += 1) add(fn, 'output', 'x')
  const list = new RowList(session, fn, options())
  let now = 0
  expect(list.update(1, () => (now += 1))).toBe(false)
  expect(list.count).toBeLessThan(10_000)
  let rounds = 0
  while (!list.update(1, () => (now += 1))) rounds += 1
  expect(list.count).toBe(10_000)
  expect(rounds).toBeGreaterThan(0)
})

it('is the same list whether it grew with the model or was made at its end', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('add' as const), kind: fc.constantFrom<RowKind>('output', 'note', 'gap', 'explain') }),
    fc.record({ do: fc.constant('insert' as const), at: fc.nat(40) }),
    fc.record({ do: fc.constant('update' as const) }),
  )
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.constantFrom('', 'kind:output', '-kind:output'),
      (steps, filter) => {
        const fn = three()
        const given = options({ filter, hidden: new Set(['gaps']) })
        const list = new RowList(session, fn, given)
        const tops = new RowTops(1, 27)
        for (const one of steps) {
          if (one.do === 'add') add(fn, one.kind, `${one.kind} ${fn.rows.length}`)
          else if (one.do === 'update') {
            list.update(10, clock)
            tops.update(list, list.changedFrom())
          } else {
            const before = fn.rows[one.at % fn.rows.length]!
            insertAfter(fn, before, { seq: before.seq, at: before.at, kind: 'cause', label: `cause ${fn.rows.length}` })
          }
        }
        list.update(10, clock)
        tops.update(list, list.changedFrom())
        expect(labels(list)).toEqual(shown(fn, given))
        const whole = new RowTops(1, 27)
        whole.update(list)
        for (let place = 0; place < list.count; place += 1) expect(tops.top(place)).toBe(whole.top(place))
        for (let place = 0; place < list.count; place += 1) expect(list.toView(list.toModel(place))).toBe(place)
      },
    ),
    { numRuns: 300 },
  )
})

it('draws time as distance, no longer than a bound, and finds the row at a height', () => {
  const fn = createFunctionModel('f')
  for (const at of [0, 1, 3, 3, 900])
    addRow(fn, { seq: at + fn.rows.length + 1, at, kind: 'output', label: String(at) })
  const list = new RowList(session, fn, options())
  list.update(10, clock)
  const tops = new RowTops(1, 27)
  tops.update(list)
  expect([0, 1, 2, 3].map((place) => tops.top(place))).toEqual([0, 54, 135, 162])
  expect(tops.isCut(list, 4)).toBe(true)
  expect(tops.at(60)).toBe(1)
  expect(tops.at(tops.total + 500)).toBe(5)
})

import { addRow, createFunctionModel, insertAfter } from '@playground/protocol/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { marked, OverviewFold } from './overview.ts'

function request(fn: ReturnType<typeof createFunctionModel>, at: number, kind: 'request' | 'init' = 'request') {
  return addRow(fn, { seq: fn.rows.length + 1, at, kind, label: '' })
}

it('counts exchanges by time, and cuts what is idle', () => {
  const fn = createFunctionModel('f')
  for (const at of [0, 0.5, 3, 60_000, 60_001]) request(fn, at)
  const fold = new OverviewFold(fn)
  const { counts, marks } = fold.update()
  expect(counts[0]).toBe(2)
  expect(counts.reduce((sum, count) => sum + count)).toBe(5)
  expect(counts.length).toBeLessThan(2100)
  expect(marks.filter((bits) => bits & marked.cut)).toHaveLength(1)
})

it('marks cold starts where they began and failures where they were known', () => {
  const fn = createFunctionModel('f')
  request(fn, 0, 'init')
  const row = request(fn, 100)
  const fold = new OverviewFold(fn)
  fold.update()
  fn.failures.push(row)
  const { marks } = fold.update()
  expect(marks[0]! & marked.cold).toBe(marked.cold)
  expect(marks.at(-1)! & marked.error).toBe(marked.error)
})

it('has few columns however long it goes on, and loses no exchange', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 400 }), (waits) => {
      const fn = createFunctionModel('f')
      const fold = new OverviewFold(fn)
      let at = 0
      for (const wait of waits) {
        request(fn, (at += wait))
        if (wait % 7 === 0) fold.update()
        if (wait % 11 === 0) insertAfter(fn, fn.rows[wait % fn.rows.length]!, { seq: 1, at, kind: 'cause', label: '' })
      }
      const { counts, rows } = fold.update()
      expect(counts.length).toBeLessThanOrEqual(2048)
      expect(counts.reduce((sum, count) => sum + count)).toBe(waits.length)
      const known = rows.filter((row) => row >= 0)
      expect(known).toEqual(known.toSorted((a, b) => a - b))
      expect(fold.rowAt(counts.length)).toBeGreaterThanOrEqual(0)
      expect(fold.rowAt(counts.length + 5)).toBeLessThan(fn.rows.length)
    }),
  )
})

it('goes from a row to its column and back near it', () => {
  const fn = createFunctionModel('f')
  for (let at = 0; at < 1000; at += 1) request(fn, at * 3)
  const fold = new OverviewFold(fn)
  fold.update()
  for (const row of [0, 17, 500, 998]) expect(Math.abs(fold.rowAt(fold.columnOf(row)) - row)).toBeLessThanOrEqual(2)
})

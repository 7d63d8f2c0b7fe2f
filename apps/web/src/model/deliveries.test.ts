import { createFunctionModel, type Row } from '@playground/protocol/model'
import { expect, it } from 'vitest'
import { deliveriesOf } from './deliveries.ts'

function withRows(...rows: Partial<Row>[]) {
  const fn = createFunctionModel('f')
  for (const [index, row] of rows.entries())
    fn.rows.push({ seq: index + 1, at: 0, kind: 'telemetry', label: '', stripes: [], inits: 0, ...row })
  return fn
}
const batch = (more: Partial<Row> = {}): Partial<Row> => ({
  extension: 'logger',
  environment: 'f/1',
  delivered: { events: 2, bytes: 90 },
  ...more,
})
const refused = batch({ delivered: { events: 2, bytes: 90, status: 500, retry: true }, tone: 'error' })
const seqs = (fn: ReturnType<typeof withRows>, most = 10) =>
  deliveriesOf(fn, 'logger', most).map(({ row, tries }) => [row.seq, ...tries.map(({ seq }) => seq)])

it('gives the tries of a batch to the one that ended it, and leaves out what went to others', () => {
  const fn = withRows(batch(), refused, batch({ extension: 'metrics' }), refused, batch(), batch())
  expect(seqs(fn)).toEqual([[1], [5, 2, 4], [6]])
})

it('does not mix the batches of two environments', () => {
  const fn = withRows(refused, batch({ environment: 'f/2' }), batch())
  expect(seqs(fn)).toEqual([[2], [3, 1]])
})

it('has what was dropped in its place, and the newest where there are many', () => {
  const fn = withRows(batch(), { kind: 'note', label: 'dropped 2 events · 90 B', extension: 'logger' }, batch())
  expect(seqs(fn)).toEqual([[1], [2], [3]])
  expect(seqs(fn, 2)).toEqual([[2], [3]])
})

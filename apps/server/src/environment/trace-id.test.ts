import { expect, it } from 'vitest'
import { traceIdFor } from './trace-id.ts'

it('keeps root, parent and decision of the caller', () => {
  const given = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'
  expect(traceIdFor(given, 0)).toBe(given)
})

it('adds a parent where the caller gave none, and keeps its lineage', () => {
  expect(traceIdFor('Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=a:1', 0)).toMatch(
    /^Root=1-5759e988-bd862e3fe1be46a994272793;Parent=[0-9a-f]{16};Sampled=0;Lineage=a:1$/,
  )
})

it.each([undefined, '', 'Root=nonsense;Sampled=0', 'Self=1-5759e988-bd862e3fe1be46a994272793', 'Root=1-x\r\nEvil: 1'])(
  'makes one of its own for %j',
  (given) => {
    expect(traceIdFor(given, 1_800_000_000_000)).toMatch(/^Root=1-6b49d200-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/)
  },
)

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bodyLines, differ } from './body-lines.ts'
import type { BodyLine } from './line.ts'

const said = (lines: readonly BodyLine[]) =>
  lines
    .filter(({ how }) => how !== 'same')
    .map((line) => `${line.how} ${line.path ?? ''} ${'a' in line ? line.a : ''} ${'b' in line ? line.b : ''}`.trimEnd())

it('tells JSON by its paths', () => {
  const a = '{"order":{"id":1,"items":["tea","scones"]},"urgent":true,"note":null}'
  const b = '{"order":{"id":2,"items":["tea","jam","scones"]},"urgent":true,"from":"Ada"}'
  expect(said(bodyLines(a, b))).toEqual([
    'changed order.id 1 2',
    'only-b order.items[1]  "jam"',
    'only-a note null',
    'only-b from  "Ada"',
  ])
})

it('keeps all digits of a number', () => {
  expect(said(bodyLines('{"id":9007199254740993}', '{"id":9007199254740992}'))).toEqual([
    'changed id 9007199254740993 9007199254740992',
  ])
})

it('tells ids, dates and times apart from what was meant', () => {
  const event = (id: string, at: number) => JSON.stringify({ requestId: id, deadlineMs: at })
  const lines = bodyLines(
    event('8476a536-e9f4-11e8-9739-2dfe598cbe4a', 1_795_449_610_213),
    event('8476a536-e9f4-11e8-9739-2dfe598cbe4b', 1_795_449_710_213),
  )
  expect(lines.map(({ how }) => how)).toEqual(['usual', 'usual'])
  expect([differ(lines, false), differ(lines, true)]).toEqual([false, true])
})

it('tells other text by its lines', () => {
  expect(said(bodyLines('one\ntwo\nthree', 'one\n2\nthree\nfour'))).toEqual(['changed  two 2', 'only-b   four'])
  expect(said(bodyLines('', 'something'))).toEqual(['only-b   something'])
  expect(bodyLines('', '')).toEqual([])
})

it('tells JSON and text as text', () => {
  expect(said(bodyLines('{"a":1}', 'oops'))).toEqual(['changed  {"a":1} oops'])
})

it('finds nothing between a value and itself, and the same number of differences from either side', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, two) => {
      const [a, b] = [JSON.stringify({ one }), JSON.stringify({ one: two })]
      expect(differ(bodyLines(a, a), true)).toBe(false)
      expect(said(bodyLines(b, a))).toHaveLength(said(bodyLines(a, b)).length)
      expect(differ(bodyLines(a, b), true)).toBe(JSON.stringify(sorted(one)) !== JSON.stringify(sorted(two)))
    }),
  )
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(sorted)]
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, one]) => [name, sorted(one)] as const)
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

it('compares lists that are very long place by place', () => {
  const list = (first: number) => JSON.stringify(Array.from({ length: 3000 }, (_, index) => index + first))
  expect(said(bodyLines(list(0), list(1)))).toHaveLength(3000)
})

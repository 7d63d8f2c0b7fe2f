import type { ConsoleLine } from '@playground/protocol/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LogList, textOfLog, type LogOptions } from './log-list.ts'

const all: LogOptions = {
  sources: new Set(),
  levels: new Set(),
  raw: false,
  columns: undefined,
  unfolded: new Set(),
  folded: new Set(),
  clearedTo: 0,
  search: '',
  keep: undefined,
}
const lines: ConsoleLine[] = (
  [
    ['lambda', 'INIT_START Runtime Version: provided.al2023'],
    ['stdout', 'loading'],
    ['lambda', 'START RequestId: one Version: $LATEST', 'one'],
    ['stdout', 'hello', 'one'],
    ['lambda', 'START RequestId: two Version: $LATEST', 'two'],
    ['stderr', 'ERROR it broke', 'two'],
    ['stdout', '{"level":"warn","list":[1,2]}', 'one'],
    ['lambda', 'END RequestId: one', 'one'],
    ['lambda', 'REPORT RequestId: one\tDuration: 1.00 ms', 'one'],
  ] as const
).map(([source, text, invocation], index) => ({
  seq: 10 * (index + 1),
  at: index,
  source,
  text,
  ...(invocation === undefined ? {} : { invocation }),
}))

function drawn(options: Partial<LogOptions>): string[] {
  const list = new LogList({ ...all, ...options })
  list.update(lines)
  return list.rows.map((row) => (row.kind === 'head' ? `# ${row.invocation}` : row.text.slice(row.from, row.to)))
}

it('has one head for each invocation, where it starts', () =>
  expect(drawn({})).toEqual([
    'INIT_START Runtime Version: provided.al2023',
    'loading',
    '# one',
    'hello',
    '# two',
    'ERROR it broke',
    '{"level":"warn","list":[1,2]}',
  ]))

it('shows every line as it came, raw', () =>
  expect(drawn({ raw: true })).toEqual(lines.map(({ text }) => text.replace('\t', '   '))))

it('leaves out sources and levels', () => {
  expect(drawn({ sources: new Set(['lambda', 'stderr']) })).toEqual([
    'loading',
    'hello',
    '{"level":"warn","list":[1,2]}',
  ])
  expect(drawn({ levels: new Set(['none', 'warn']) })).toEqual(['# one', '# two', 'ERROR it broke'])
})

it('folds the lines of an invocation into its head', () =>
  expect(drawn({ folded: new Set(['one']) })).toEqual([
    'INIT_START Runtime Version: provided.al2023',
    'loading',
    '# one',
    '# two',
    'ERROR it broke',
  ]))

it('unfolds JSON', () =>
  expect(drawn({ unfolded: new Set([70]) }).slice(6)).toEqual([
    '{"level":"warn","list":[1,2]}',
    '{',
    '  "level": "warn",',
    '  "list": [',
    '    1,',
    '    2',
    '  ]',
    '}',
  ]))

it('cuts long lines into rows', () =>
  expect(drawn({ columns: 10, sources: new Set(['lambda', 'stdout']) })).toEqual(['ERROR it b', 'roke']))

it('takes the level of a frame from the frame', () => {
  const list = new LogList(all)
  list.update([{ seq: 1, at: 1, source: 'telemetry', text: 'it is late', level: 'WARN' }])
  expect(list.rows[0]).toMatchObject({ level: 'warn' })
})

it('clears lines from sight, and counts them', () => {
  const list = new LogList({ ...all, clearedTo: 60 })
  list.update(lines)
  expect(list.cleared).toBe(6)
  expect(list.rows.map(({ line }) => line.seq)).toEqual([70, 80])
})

it('finds lines, whatever the case', () => {
  const list = new LogList({ ...all, search: 'LO' })
  list.update(lines)
  expect(list.found).toEqual([1, 3])
})

it('keeps what the filter keeps', () =>
  expect(drawn({ keep: ({ invocation }) => invocation === 'two' })).toEqual(['# two', 'ERROR it broke']))

it('finds the row of a line, or of the one before it', () => {
  const list = new LogList({ ...all, columns: 10 })
  list.update(lines)
  expect(list.rows[list.rowOf(60)]?.line.seq).toBe(60)
  expect(list.rows[list.rowOf(65)]?.line.seq).toBe(60)
  expect(list.rowOf(1)).toBe(-1)
})

it('copies each line once, without escapes', () => {
  const list = new LogList({ ...all, columns: 4, unfolded: new Set([70]), raw: true })
  list.update([...lines.slice(0, 2), { seq: 100, at: 1, source: 'stdout', text: '\u001b[31mred\u001b[0m' }])
  expect(textOfLog(list.rows)).toBe('INIT_START Runtime Version: provided.al2023\nloading\nred\n')
})

it('grows to the same as when made at once', () => {
  const line = fc.record({
    source: fc.constantFrom('lambda' as const, 'stdout' as const, 'stderr' as const),
    text: fc.constantFrom('START RequestId: x', 'REPORT RequestId: x', '{"a":[1]}', 'ERROR no', 'text that is long'),
    invocation: fc.constantFrom('one', 'two'),
  })
  fc.assert(
    fc.property(fc.array(line), fc.nat(), fc.boolean(), (made, cut, raw) => {
      const log = made.map((one, index) => ({ ...one, seq: index + 1, at: index }))
      const options = { ...all, raw, columns: 7, unfolded: new Set([3, 5]), search: 'o' }
      const grown = new LogList(options)
      grown.update(log.slice(0, cut % (log.length + 1)))
      grown.update(log)
      const whole = new LogList(options)
      whole.update(log)
      expect([grown.rows, grown.found]).toEqual([whole.rows, whole.found])
    }),
  )
})

import { describe, expect, it } from 'vitest'
import { jsonText, levelOf } from './log-level.ts'

it.each([
  ['2026-01-02T03:04:05.678Z\t8476a536-e9f4-11e8-9739-2dfe598cb6b4\tINFO\thello', 'info'],
  ['2026-01-02T03:04:05.678Z\tundefined\tERROR\tUncaught Exception', 'error'],
  ['[WARNING]\t2026-01-02T03:04:05.678Z\t8476a536\tcareful', 'warn'],
  ['{"timestamp":"2026-01-02T03:04:05Z","level":"DEBUG","message":"x"}', 'debug'],
  ['{"level":50,"msg":"pino"}', 'error'],
  ['2026-01-02T03:04:05.678Z\t8476a536\tINFO\t{"level":"warn"}', 'warn'],
  ['{"level":30,"msg":"pino"}', 'info'],
  ['{"severity":"Critical"}', 'error'],
  ['{"message":"no level"}', 'none'],
  ['time=2026-01-02 level=warn msg=logrus', 'warn'],
  ['2026/01/02 03:04:05 ERROR it broke', 'error'],
  ['ERROR: no such file', 'error'],
  ['TypeError: x is not a function', 'error'],
  ['8476a536 Task timed out after 3.00 seconds', 'error'],
  ['INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout', 'error'],
  ['no errors so far', 'none'],
  ['{broken', 'none'],
  ['', 'none'],
])('%s: %s', (line, level) => expect(levelOf(line)).toBe(level))

describe('a line of JSON', () => {
  it('is an object or a list', () => {
    expect(jsonText('{"a":1}')).toBe('{"a":1}')
    expect(jsonText(' [1,2] ')).toBe('[1,2]')
  })
  it('may stand behind what the runtime puts before it', () =>
    expect(jsonText('2026-01-02T03:04:05.678Z\t8476a536\tINFO\t{"a":1}')).toBe('{"a":1}'))
  it.each(['text', '"text"', '12', '{a}', '[INFO] text', '{"a":1} and more'])('is not %s', (line) =>
    expect(jsonText(line)).toBeUndefined(),
  )
})

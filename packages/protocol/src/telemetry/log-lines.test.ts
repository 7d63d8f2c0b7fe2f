import { describe, expect, it } from 'vitest'
import { coldInvocation, entries, folded, requestId, traceId } from './entries.fixture.ts'
import { keepsApplicationLine, levelOf, systemLogLine } from './log-lines.ts'

const levels = (given: Parameters<typeof folded>[0]) =>
  folded(given).flatMap((event) =>
    event.type === 'function' || event.type === 'extension' ? [] : [[event.type, levelOf(event)]],
  )

describe('the log in JSON format', () => {
  it('has Lambda’s own lines as the envelope of telemetry', () => {
    const lines = folded(coldInvocation()).flatMap((event) => systemLogLine(event))
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      'platform.initStart',
      'platform.start',
      'platform.report',
    ])
    expect(JSON.parse(lines[1]!)).toEqual({
      time: '2025-01-01T00:00:00.005Z',
      type: 'platform.start',
      record: { requestId, version: '$LATEST', tracing: { type: 'X-Amzn-Trace-Id', value: traceId } },
    })
  })

  it('leaves out its own lines below a level, and never holds what was printed twice', () => {
    const at = (least: 'DEBUG' | 'INFO' | 'WARN') =>
      folded(coldInvocation()).flatMap((event) => systemLogLine(event, least)).length
    expect([at('DEBUG'), at('INFO'), at('WARN')]).toEqual([6, 3, 0])
  })

  it('has levels for what goes well', () => {
    expect(levels(coldInvocation())).toEqual([
      ['platform.initStart', 'INFO'],
      ['platform.initRuntimeDone', 'DEBUG'],
      ['platform.initReport', 'DEBUG'],
      ['platform.start', 'INFO'],
      ['platform.runtimeDone', 'DEBUG'],
      ['platform.report', 'INFO'],
    ])
  })

  it('has levels for what does not', () => {
    const failed = [
      entries.initStarted({ runtimeVersion: '' }),
      entries.extension('a', { to: 'InitError', errorType: 'Extension.Foo' }),
      entries.initEnded({ status: 'error', errorType: 'Extension.InitError' }),
      entries.dispatched(),
      entries.runtimeDone({ status: 'timeout' }),
      entries.settled({ outcome: 'timeout' }),
    ]
    expect(levels(failed).map(([, level]) => level)).toEqual(['DEBUG', 'WARN', 'WARN', 'WARN', 'INFO', 'WARN', 'WARN'])
  })

  it('reports an Init ahead of time as a matter of course', () => {
    const ahead = [entries.initStarted({ initializationType: 'provisioned-concurrency' }), entries.initEnded()]
    expect(levels(ahead).at(-1)).toEqual(['platform.initReport', 'INFO'])
  })

  it.each([
    ['{"level":"ERROR","message":"x"}', 'WARN', true],
    ['{"level":"info"}', 'WARN', false],
    ['{"level":"WARNING"}', 'WARN', true],
    ['{"level":"CRITICAL"}', 'FATAL', true],
    ['{"level":"LOUD"}', 'INFO', true],
    ['{"level":"LOUD"}', 'WARN', false],
    ['{"level":3}', 'INFO', true],
    ['plain text', 'INFO', true],
    ['plain text', 'WARN', false],
    ['{"level":"TRACE"}', 'TRACE', true],
  ] as const)('takes %s at %s: %s', (line, least, kept) => {
    expect(keepsApplicationLine(line, least)).toBe(kept)
  })

  it('believes a frame before the line in it', () => {
    expect(keepsApplicationLine('{"level":"DEBUG"}', 'WARN', 'ERROR')).toBe(true)
  })
})

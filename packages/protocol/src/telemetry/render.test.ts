import { describe, expect, it } from 'vitest'
import { coldInvocation, entries, folded, requestId, traceId } from './entries.fixture.ts'
import { isFor, render, type SchemaVersion } from './render.ts'

const rendered = (version: SchemaVersion, json = false, given = coldInvocation()) =>
  folded(given).flatMap((event) => render(event, version, json))
const recordOf = (events: ReturnType<typeof rendered>, type: string) =>
  events.find((event) => event.type === type)?.record

describe('telemetry in the form of a schema version', () => {
  it('TL-04: has times in UTC with three fraction digits', () => {
    for (const { time } of rendered('2022-07-01')) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  it('TL-16: hands on JSON objects as such from 2022-12-13 on, with the JSON log format', () => {
    const printed = [entries.printed('{"level":"INFO","message":"hi"}'), entries.printed('[1]'), entries.printed('{"')]
    const records = (version: SchemaVersion, json: boolean) =>
      rendered(version, json, printed).map(({ record }) => record)
    const text = ['{"level":"INFO","message":"hi"}\n', '[1]\n', '{"\n']
    expect(records('2022-07-01', true)).toEqual(text)
    expect(records('2022-12-13', false)).toEqual(text)
    for (const version of ['2022-12-13', '2025-01-29'] as const)
      expect(records(version, true)).toEqual([{ level: 'INFO', message: 'hi' }, ...text.slice(1)])
  })

  it('names the function’s ARN in the newest version alone', () => {
    expect(recordOf(rendered('2025-01-29'), 'platform.start')).toHaveProperty('functionArn')
    for (const version of ['2022-07-01', '2022-12-13'] as const)
      expect(recordOf(rendered(version), 'platform.start')).not.toHaveProperty('functionArn')
  })

  it('has the events of the Logs API: no Init, an end of its own, and runtimeDone in the newer version', () => {
    expect(rendered('2020-08-15').map(({ type }) => type)).toEqual([
      'function',
      'platform.start',
      'function',
      'platform.end',
      'platform.report',
    ])
    const newer = rendered('2021-03-18')
    expect(newer.map(({ type }) => type)).toContain('platform.runtimeDone')
    expect(recordOf(newer, 'platform.runtimeDone')).toEqual({ requestId, status: 'success' })
    expect(recordOf(newer, 'platform.end')).toEqual({ requestId })
    expect(recordOf(newer, 'platform.report')).toEqual({
      requestId,
      metrics: {
        durationMs: 72.1,
        billedDurationMs: 198,
        memorySizeMB: 128,
        maxMemoryUsedMB: 66,
        initDurationMs: 125.33,
      },
    })
    expect(JSON.stringify(newer)).not.toContain(traceId)
  })

  it('tells of a crash as a fault in the Logs API alone', () => {
    const crash = [
      entries.dispatched(),
      entries.runtimeDone({ status: 'error' }),
      entries.settled({ outcome: 'crash', errorType: 'Runtime.ExitError' }),
    ]
    expect(recordOf(rendered('2020-08-15', false, crash), 'platform.fault')).toBe(
      `RequestId: ${requestId} Process exited before completing request`,
    )
    expect(recordOf(rendered('2021-03-18', false, crash), 'platform.runtimeDone')).toEqual({
      requestId,
      status: 'failure',
    })
    expect(rendered('2022-07-01', false, crash).map(({ type }) => type)).not.toContain('platform.fault')
  })

  it('knows for whom an event is', () => {
    const [platform, printed] = folded(coldInvocation())
    expect(isFor(platform!, ['platform'])).toBe(true)
    expect(isFor(platform!, ['function', 'extension'])).toBe(false)
    expect(isFor(printed!, ['function'])).toBe(true)
  })
})

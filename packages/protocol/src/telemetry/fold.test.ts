import { describe, expect, it } from 'vitest'
import { coldInvocation, entries, folded, requestId, start, traceId } from './entries.fixture.ts'
import { TelemetryFold } from './fold.ts'

const types = (events: { type: string }[]) => events.map(({ type }) => type)
const recordOf = (events: ReturnType<typeof folded>, type: string) =>
  events.find((event) => event.type === type)?.record
const tracing = { type: 'X-Amzn-Trace-Id', value: traceId }

describe('the fold of an environment’s entries', () => {
  it('TL-03: tells a cold invocation in Lambda’s order', () => {
    expect(types(folded(coldInvocation()))).toEqual([
      'platform.initStart',
      'function',
      'platform.initRuntimeDone',
      'platform.initReport',
      'platform.start',
      'function',
      'platform.runtimeDone',
      'platform.report',
    ])
  })

  it('gives each record the members of the reference', () => {
    const events = folded(coldInvocation())
    expect(events[0]).toEqual({
      time: start + 1,
      type: 'platform.initStart',
      record: {
        initializationType: 'on-demand',
        runtimeVersion: 'nodejs:20.v30',
        functionName: 'f',
        functionVersion: '$LATEST',
        instanceId: '2025/01/01/[$LATEST]0123',
        instanceMaxMemory: 134_217_728,
        phase: 'init',
      },
    })
    expect(recordOf(events, 'platform.initRuntimeDone')).toEqual({
      initializationType: 'on-demand',
      status: 'success',
      phase: 'init',
    })
    expect(recordOf(events, 'platform.initReport')).toEqual({
      initializationType: 'on-demand',
      metrics: { durationMs: 125.33 },
      phase: 'init',
      status: 'success',
    })
    expect(recordOf(events, 'platform.start')).toEqual({
      requestId,
      tracing,
      version: '$LATEST',
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    })
    expect(recordOf(events, 'platform.runtimeDone')).toEqual({
      requestId,
      tracing,
      status: 'success',
      metrics: { producedBytes: 16, durationMs: 70.5 },
      spans: [
        { name: 'responseLatency', start: '2024-12-31T23:59:59.937Z', durationMs: 68 },
        { name: 'responseDuration', start: '2025-01-01T00:00:00.005Z', durationMs: 0.5 },
        { name: 'runtimeOverhead', start: '2025-01-01T00:00:00.006Z', durationMs: 2 },
      ],
    })
    expect(recordOf(events, 'platform.report')).toEqual({
      requestId,
      tracing,
      status: 'success',
      metrics: {
        durationMs: 72.1,
        billedDurationMs: 198,
        memorySizeMB: 128,
        maxMemoryUsedMB: 66,
        initDurationMs: 125.33,
      },
    })
  })

  it('tells of extensions when Init ends, in the state that they have then, and of what they added to an invocation', () => {
    const events = folded([
      entries.initStarted(),
      entries.extension('a', { to: 'Started' }),
      entries.extension('a', { from: 'Started', to: 'Registered', events: ['INVOKE', 'SHUTDOWN'] }),
      entries.extension('b', { to: 'Registered', external: false, events: [] }),
      entries.runtimeReady(),
      entries.extension('a', { from: 'Registered', to: 'Ready' }),
      entries.initEnded(),
      entries.dispatched(),
      entries.runtimeDone(),
      { ...entries.settled(), after: 1.6 },
    ])
    expect(types(events).slice(1, 5)).toEqual([
      'platform.initRuntimeDone',
      'platform.extension',
      'platform.extension',
      'platform.initReport',
    ])
    expect(events.filter(({ type }) => type === 'platform.extension').map(({ record }) => record)).toEqual([
      { name: 'a', state: 'Ready', events: ['INVOKE', 'SHUTDOWN'] },
      { name: 'b', state: 'Registered', events: [] },
    ])
    expect(recordOf(events, 'platform.report')).toMatchObject({
      spans: [{ name: 'extensionOverhead', start: '2025-01-01T00:00:00.009Z', durationMs: 1.6 }],
    })
  })

  it('tells of subscriptions as they happen, and of what was dropped', () => {
    const of = { function: 'f', environment: 'f/1', extension: 'a' }
    const subscribed = {
      type: 'telemetry.subscribed',
      schemaVersion: '2022-07-01',
      types: ['platform', 'function'],
      protocol: 'HTTP',
      uri: 'http://sandbox.localdomain:8080',
      buffering: { timeoutMs: 1000, maxBytes: 262_144, maxItems: 10_000 },
    } as const
    const events = folded([
      { of, event: { ...subscribed, types: [...subscribed.types], api: 'telemetry' } },
      { of, event: { ...subscribed, types: ['function'], api: 'logs' } },
      { of, event: { type: 'telemetry.dropped', events: 12, bytes: 3456, reason: 'why' } },
    ])
    expect(events.map(({ type, record }) => [type, record])).toEqual([
      ['platform.telemetrySubscription', { name: 'a', state: 'Subscribed', types: ['platform', 'function'] }],
      ['platform.logsSubscription', { name: 'a', state: 'Subscribed', types: ['function'] }],
      ['platform.logsDropped', { reason: 'why', droppedRecords: 12, droppedBytes: 3456 }],
    ])
  })

  it('puts a second Init inside an invocation before its start', () => {
    const events = folded([
      entries.initStarted(),
      entries.initEnded({ status: 'error', errorType: 'Runtime.ExitError' }),
      entries.dispatched({ initInside: true }),
      entries.initStarted({ phase: 'invoke' }),
      entries.runtimeReady(),
      entries.initEnded({ phase: 'invoke' }),
      entries.runtimeDone(),
      entries.settled(),
    ])
    expect(types(events)).toEqual([
      'platform.initStart',
      'platform.initRuntimeDone',
      'platform.initReport',
      'platform.initStart',
      'platform.initRuntimeDone',
      'platform.initReport',
      'platform.start',
      'platform.runtimeDone',
      'platform.report',
    ])
    expect(events[1]?.record).toEqual({
      initializationType: 'on-demand',
      status: 'error',
      errorType: 'Runtime.ExitError',
      phase: 'init',
    })
    expect(events[4]?.record).toMatchObject({ phase: 'invoke', status: 'success' })
  })

  it('starts an invocation that ends while Init still runs inside it, before it tells of its end', () => {
    const events = folded([
      entries.dispatched({ initInside: true }),
      entries.initStarted({ phase: 'invoke' }),
      entries.runtimeDone({ status: 'timeout' }),
      entries.settled({ outcome: 'timeout' }),
    ])
    expect(types(events)).toEqual(['platform.initStart', 'platform.start', 'platform.runtimeDone', 'platform.report'])
  })

  it('says of an Init that took too long that nobody knows why', () => {
    const events = folded([
      entries.initStarted(),
      entries.initEnded({ status: 'timeout', errorType: 'Sandbox.Timedout' }),
    ])
    for (const type of ['platform.initRuntimeDone', 'platform.initReport'])
      expect(recordOf(events, type)).toMatchObject({ status: 'timeout', errorType: 'Runtime.Unknown' })
  })

  it.each(['Function.Foo', 'Runtime.Unknown'])(
    'TL-13, TL-14: reports the category of an error that was posted (%s)',
    (errorType) => {
      const failed = [
        entries.dispatched(),
        entries.answered({ outcome: 'error', errorType }),
        entries.runtimeDone(),
        entries.settled({ outcome: 'error' }),
      ]
      expect(recordOf(folded(failed), 'platform.report')).toMatchObject({ status: 'error', errorType })
    },
  )

  it('prefers what the end says of the cause to what the caller was told', () => {
    const events = folded([
      entries.dispatched(),
      entries.answered(),
      entries.runtimeDone({ status: 'error', errorType: 'Runtime.ExitError' }),
      entries.settled({ outcome: 'crash', errorType: 'Sandbox.Failure' }),
    ])
    expect(recordOf(events, 'platform.runtimeDone')).toMatchObject({ status: 'error', errorType: 'Runtime.ExitError' })
    expect(recordOf(events, 'platform.report')).toMatchObject({ status: 'failure', errorType: 'Sandbox.Failure' })
  })

  it('TL-15: reports a time-out as one, with no category', () => {
    const events = folded([
      entries.dispatched(),
      entries.answered({ outcome: 'timeout', by: 'lambda', errorType: 'Sandbox.Timedout' }),
      entries.runtimeDone({ status: 'timeout', errorType: 'Sandbox.Timedout' }),
      entries.settled({ outcome: 'timeout' }),
    ])
    for (const type of ['platform.runtimeDone', 'platform.report']) {
      expect(recordOf(events, type)).toMatchObject({ status: 'timeout' })
      expect(recordOf(events, type)).not.toHaveProperty('errorType')
    }
  })

  it('tells of a restore', () => {
    const of = { function: 'f', environment: 'f/1' }
    const events = folded([
      entries.initStarted({ initializationType: 'snap-start' }),
      { of, event: { type: 'environment.restore-started', limitMs: 10_000 } },
      { of, event: { type: 'environment.restore-ended', status: 'success', durationMs: 70.87 } },
      entries.dispatched(),
      entries.settled({ restoreMs: 70.87, billedRestoreMs: 25 }),
    ])
    expect(types(events).slice(1, 4)).toEqual([
      'platform.restoreStart',
      'platform.restoreRuntimeDone',
      'platform.restoreReport',
    ])
    expect(events[1]?.record).toEqual({
      runtimeVersion: 'nodejs:20.v30',
      functionName: 'f',
      functionVersion: '$LATEST',
      instanceId: '2025/01/01/[$LATEST]0123',
      instanceMaxMemory: 134_217_728,
    })
    expect(events[3]?.record).toEqual({ status: 'success', metrics: { durationMs: 70.87 } })
    expect(recordOf(events, 'platform.report')).toMatchObject({
      metrics: { restoreDurationMs: 70.87, billedRestoreDurationMs: 25 },
    })
  })

  it('leaves out the runtime’s part where several invocations share an environment, and all of the report but its duration', () => {
    const events = folded([
      entries.initStarted({ initializationType: 'lambda-managed-instances' }),
      entries.runtimeReady(),
      entries.initEnded(),
      entries.dispatched(),
      entries.runtimeDone(),
      entries.settled({ durationMs: 72.123_45 }),
    ])
    expect(types(events)).not.toContain('platform.runtimeDone')
    expect(recordOf(events, 'platform.report')).toMatchObject({ metrics: { durationMs: 72.123 } })
    expect(recordOf(events, 'platform.report')).not.toHaveProperty('metrics.billedDurationMs')
  })

  it('gives one event for each line and each frame, with the end that it was written with', () => {
    const events = folded([
      entries.printed('a line'),
      entries.printed('a part', { partial: true }),
      entries.printed('a\nframe', { stream: 'telemetry', time: start + 500, level: 'INFO' }),
      entries.printed('of an extension', {}, 'a'),
    ])
    expect(events).toEqual([
      { time: start + 1, type: 'function', record: 'a line\n' },
      { time: start + 2, type: 'function', record: 'a part' },
      { time: start + 500, type: 'function', record: 'a\nframe' },
      { time: start + 4, type: 'extension', record: 'of an extension\n' },
    ])
  })

  it('forgets invocations whose end never comes', () => {
    const fold = new TelemetryFold()
    for (let index = 0; index < 1000; index += 1) {
      const of = { environment: 'f/1', invocation: String(index) }
      fold.take({ of, at: start, event: entries.dispatched().event })
    }
    const settle = (invocation: string) =>
      fold.take({ of: { environment: 'f/1', invocation }, at: start, event: entries.settled().event })
    expect(settle('0')).toEqual([])
    expect(types(settle('999'))).toEqual(['platform.report'])
  })
})

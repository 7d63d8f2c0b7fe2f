// Entries of one environment for tests, each a millisecond after the one before unless it says otherwise.
import type { Belongs } from '../ids.ts'
import type { EventOf, JournalEvent } from '../journal.ts'
import { TelemetryFold } from './fold.ts'
import type { TelemetryEvent } from './events.ts'

export const start = Date.UTC(2025, 0, 1)
export const requestId = '8476a536-e9f4-11e8-9739-2dfe598c3fcd'
export const traceId = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'
const place = { function: 'f', environment: 'f/1', incarnation: 1 }
const invocation = { ...place, invocation: requestId }

type Given = { of: Belongs; event: JournalEvent; after?: number }

export const entries = {
  initStarted: (more: Partial<EventOf<'environment.init-started'>> = {}): Given => ({
    of: place,
    event: {
      type: 'environment.init-started',
      phase: 'init',
      limitMs: 10_000,
      initializationType: 'on-demand',
      runtimeVersion: 'nodejs:20.v30',
      logStream: '2025/01/01/[$LATEST]0123',
      memoryMb: 128,
      ...more,
    },
  }),
  runtimeReady: (): Given => ({ of: place, event: { type: 'runtime.changed', from: 'Started', to: 'Ready' } }),
  extension: (
    name: string,
    more: Partial<EventOf<'extension.changed'>> & { to: EventOf<'extension.changed'>['to'] },
  ) => ({
    of: { ...place, extension: name },
    event: { type: 'extension.changed' as const, external: true, ...more },
  }),
  initEnded: (more: Partial<EventOf<'environment.init-ended'>> = {}): Given => ({
    of: place,
    event: { type: 'environment.init-ended', phase: 'init', status: 'success', durationMs: 125.330_04, ...more },
  }),
  dispatched: (more: Partial<EventOf<'invocation.dispatched'>> = {}): Given => ({
    of: invocation,
    event: {
      type: 'invocation.dispatched',
      deadline: start + 3000,
      cold: true,
      initInside: false,
      version: '$LATEST',
      invokedArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
      traceId,
      ...more,
    },
  }),
  printed: (line: string, more: Partial<EventOf<'process.printed'>> = {}, extension?: string): Given => ({
    of: { ...invocation, ...(extension === undefined ? {} : { extension }) },
    event: { type: 'process.printed', stream: 'stdout', line, ...more },
  }),
  answered: (more: Partial<EventOf<'invocation.answered'>> = {}): Given => ({
    of: invocation,
    event: { type: 'invocation.answered', outcome: 'ok', by: 'runtime', ...more },
  }),
  runtimeDone: (more: Partial<EventOf<'invocation.runtime-done'>> = {}): Given => ({
    of: invocation,
    event: {
      type: 'invocation.runtime-done',
      status: 'success',
      durationMs: 70.5,
      producedBytes: 16,
      latencyMs: 68,
      responseMs: 0.5,
      overheadMs: 2,
      ...more,
    },
  }),
  settled: (more: Partial<EventOf<'invocation.settled'>> = {}): Given => ({
    of: invocation,
    event: {
      type: 'invocation.settled',
      outcome: 'ok',
      durationMs: 72.1,
      billedMs: 198,
      initMs: 125.33,
      memoryMb: 128,
      peakMemoryMb: 65.2,
      ...more,
    },
  }),
}

/** What a fold makes of entries. */
export function folded(given: Given[], fold = new TelemetryFold()): TelemetryEvent[] {
  let at = start
  return given.flatMap(({ of, event, after = 1 }) => {
    at += after
    return fold.take({ of, at, event })
  })
}

export const coldInvocation = (): Given[] => [
  entries.initStarted(),
  entries.printed('loading'),
  entries.runtimeReady(),
  entries.initEnded(),
  entries.dispatched(),
  entries.printed('hello'),
  entries.answered(),
  entries.runtimeDone(),
  entries.settled(),
]

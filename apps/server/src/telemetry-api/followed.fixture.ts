// Telemetry over a real recorder, driven by entries alone, for tests.
import type { Belongs, JournalEvent } from '@playground/protocol'
import { fakeClock } from '../fake-clock.fixture.ts'
import { JournalRecorder } from '../recorder/recorder.ts'
import { readSubscription, type Subscription, type TelemetryApi } from './subscription.ts'
import { Telemetry } from './telemetry.ts'

export const environment = 'f/1'
const place = { function: 'f', environment, incarnation: 1 }

export function followed() {
  const clock = fakeClock()
  const recorder = new JournalRecorder(clock, { write() {}, keep: () => undefined, drop() {} })
  const telemetry = new Telemetry(clock, recorder)
  const entries: { of: Belongs; event: JournalEvent }[] = []
  const waiting: { type: string; heard: () => void }[] = []
  recorder.watch((of, _, event) => {
    entries.push({ of, event })
    for (const one of waiting.splice(0)) {
      if (event.type === one.type) one.heard()
      else waiting.push(one)
    }
  })
  recorder.watch(telemetry.watch)
  const record = (event: JournalEvent, of: Belongs = {}) => recorder.record({ ...place, ...of }, event)
  const invocation = { invocation: '8476a536-e9f4-11e8-9739-2dfe598c3fcd' }
  return {
    clock,
    recorder,
    telemetry,
    entries,
    record,
    /** Resolves with the next entry of a type. */
    next: (type: string) => new Promise<void>((heard) => waiting.push({ type, heard })),
    initStarts: (more: Partial<Extract<JournalEvent, { type: 'environment.init-started' }>> = {}, of: Belongs = {}) =>
      record(
        {
          type: 'environment.init-started',
          phase: 'init',
          limitMs: 10_000,
          initializationType: 'on-demand',
          runtimeVersion: 'nodejs:20.v30',
          logStream: 'stream',
          memoryMb: 128,
          ...more,
        },
        of,
      ),
    initEnds: (status: 'success' | 'error' = 'success', of: Belongs = {}) => {
      if (status === 'success') record({ type: 'runtime.changed', from: 'Started', to: 'Ready' }, of)
      record({ type: 'environment.init-ended', phase: 'init', status, durationMs: 100 }, of)
    },
    prints: (line: string, of: Belongs = {}) => record({ type: 'process.printed', stream: 'stdout', line }, of),
    invocation: {
      starts: () => record({ type: 'invocation.dispatched', deadline: 0, cold: true, initInside: false }, invocation),
      ends: () => {
        record({ type: 'invocation.runtime-done', status: 'success', durationMs: 5, producedBytes: 2 }, invocation)
        record({ type: 'invocation.settled', outcome: 'ok', durationMs: 5, billedMs: 5, memoryMb: 128 }, invocation)
      },
    },
  }
}

/** A subscription to what listens on a port. */
export function subscriptionTo(
  port: number,
  { api = 'telemetry', ...more }: { api?: TelemetryApi } & Record<string, unknown> = {},
): Subscription {
  const body = {
    schemaVersion: api === 'telemetry' ? '2022-12-13' : '2021-03-18',
    types: ['platform', 'function', 'extension'],
    destination: { protocol: 'HTTP', URI: `http://sandbox.localdomain:${port}` },
    buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 },
    ...more,
  }
  const read = readSubscription(api, Buffer.from(JSON.stringify(body)), { reservedPorts: [], managedInstances: false })
  if ('problem' in read) throw new Error(read.problem)
  return read
}

// What the journal is told of an event in the queue, beside its attempts.
import type { Belongs, Calling, EventEnd } from '@playground/protocol'
import type { Recorder } from '../recorder/record.ts'
import type { Sent } from './destinations.ts'
import type { KeptEvent, WaitReason } from './kept-event.ts'

export class Telling {
  readonly #recorder: Pick<Recorder, 'record' | 'body'>

  constructor(recorder: Pick<Recorder, 'record' | 'body'>) {
    this.#recorder = recorder
  }

  queued(event: KeptEvent, settings: Calling['async'], recovered: boolean): void {
    const { attempts, queuedAt } = event
    this.#recorder.record(of(event), {
      type: 'event.queued',
      payloadBytes: event.payloadBytes,
      maximumRetryAttempts: settings.maximumRetryAttempts,
      maximumEventAgeSeconds: settings.maximumEventAge,
      ...(recovered ? { recovered: { attempts, queuedAt } } : {}),
    })
  }

  waits(event: KeptEvent, because: WaitReason, why: string, lambdaMs?: number): void {
    this.#recorder.record(of(event), {
      type: 'event.waiting',
      attempt: event.tries + 1,
      dueAt: event.dueAt,
      because,
      why,
      ...(lambdaMs === undefined ? {} : { lambdaMs }),
    })
  }

  ended(event: KeptEvent, how: EventEnd, now: number): void {
    const ageMs = Math.max(0, now - event.queuedAt)
    this.#recorder.record(of(event), { type: 'event.ended', how, attempts: event.attempts, ageMs })
  }

  destined(event: KeptEvent, how: EventEnd, destination: string, { record, invocation, problem }: Sent): void {
    this.#recorder.record(of(event), {
      type: 'event.destined',
      on: how === 'succeeded' ? 'success' : 'failure',
      destination,
      record: this.#recorder.body(record),
      ...(invocation === undefined ? {} : { invocation }),
      ...(problem === undefined ? {} : { problem }),
    })
  }
}

function of({ function: name, requestId }: KeptEvent): Belongs {
  return { function: name, invocation: requestId }
}

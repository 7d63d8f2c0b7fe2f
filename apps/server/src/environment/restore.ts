// SnapStart: a restore with its limit, its lines in the log, how it can fail, and the credentials that are asked for after it.
import { randomUUID } from 'node:crypto'
import { restoreLimitMs, type Belongs } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { Record } from '../recorder/record.ts'
import type { Failure } from './failures.ts'
import type { InvokeRefusal } from './invocation.ts'
import { restoreReportLine, restoreStartLine } from './platform-log.ts'
import { Timed } from './timed.ts'

export class Restore {
  readonly limitMs = restoreLimitMs
  /** What `Authorization` has to say to be given credentials. */
  readonly token = randomUUID()
  readonly refusal: InvokeRefusal = {
    status: 408,
    type: 'SnapStartTimeoutException',
    message: `The runtime did not ask for its event within ${restoreLimitMs / 1000} s of the restore; hooks after it may take no longer.`,
  }

  readonly #timed: Timed
  readonly #record: Record
  readonly #of: () => Belongs
  /** Writes a line of Lambda's own to the log. */
  readonly #emit: (line: string) => void

  constructor(clock: Clock, record: Record, of: () => Belongs, emit: (line: string) => void) {
    this.#emit = emit
    this.#timed = new Timed(clock)
    this.#record = record
    this.#of = of
  }

  begin(runtimeVersion: string, timedOut: () => void): void {
    this.#timed.begin()
    this.#timed.limit(this.limitMs, timedOut)
    this.#record(this.#of(), { type: 'environment.restore-started', limitMs: this.limitMs })
    this.#emit(restoreStartLine(runtimeVersion))
  }

  /** How long it took, milliseconds. */
  succeeded(): number {
    const durationMs = this.end() ?? 0
    this.#record(this.#of(), { type: 'environment.restore-ended', status: 'success', durationMs })
    this.#emit(restoreReportLine(durationMs))
    return durationMs
  }

  /** How long it took, milliseconds; undefined where it was over already. */
  failed({ outcome, errorType, help }: Failure): number | undefined {
    const durationMs = this.end()
    if (durationMs === undefined) return undefined
    const status = outcome === 'timeout' ? 'timeout' : 'error'
    this.#record(this.#of(), { type: 'environment.restore-ended', status, durationMs, errorType, help })
    this.#emit(restoreReportLine(durationMs, status, errorType))
    return durationMs
  }

  end(): number | undefined {
    return this.#timed.end()
  }

  timeout(): Failure {
    const help =
      'The runtime did not ask for its event in time after the restore. The next invocation begins with Init.'
    return { outcome: 'timeout', errorType: 'Runtime.Unknown', message: this.refusal.message, help }
  }

  reported(errorType: string): Failure {
    const help = 'A hook after the restore failed; the runtime reported it. The next invocation begins with Init.'
    return { outcome: 'init-error', errorType, message: 'restore/error', help }
  }
}

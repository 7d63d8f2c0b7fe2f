// A function's log: Lambda's own lines in text or JSON format, and which lines of the function are kept.
import type { Belongs, Execution, JournalEvent } from '@playground/protocol'
import { keepsApplicationLine, systemLogLine, TelemetryFold } from '@playground/protocol/telemetry'
import type { Clock } from '../clock.ts'
import type { Record } from '../recorder/record.ts'

export class FunctionLog {
  readonly #execution: Execution
  readonly #clock: Clock
  readonly #record: Record
  /** A line that counts: into the tails of those who asked for it. */
  readonly #logged: (line: string) => void
  /** In JSON format Lambda's own lines are made of the entries, as telemetry is. */
  readonly #fold: TelemetryFold | undefined

  constructor(execution: Execution, clock: Clock, record: Record, logged: (line: string) => void) {
    this.#execution = execution
    this.#clock = clock
    this.#record = record
    this.#logged = logged
    this.#fold = execution.logFormat === 'JSON' ? new TelemetryFold() : undefined
  }

  /** Records an entry of the environment, and writes what the log says of it in JSON format. */
  readonly record: Record = (of, event) => {
    const seq = this.#record(of, event)
    this.follow(of, event)
    return seq
  }

  /** An entry of the environment was recorded elsewhere. `logged`: into the tail of the one invocation that it is about. */
  readonly follow = (of: Belongs, event: JournalEvent, logged = this.#logged): void => {
    const told = this.#fold?.take({ of, at: this.#clock.epoch(), event }) ?? []
    for (const one of told)
      for (const line of systemLogLine(one, this.#execution.systemLogLevel)) this.#write(line, of, logged)
  }

  /** Writes a line of Lambda's own in text format; in JSON format it says its own of the same. */
  emit(line: string, of: Belongs): void {
    if (this.#fold === undefined) this.#write(line, of)
  }

  /** A line of the function's output, already recorded; one below its level is not in the log. */
  printed(line: string): void {
    const { logLevel = 'INFO' } = this.#execution
    if (this.#fold === undefined || keepsApplicationLine(line, logLevel)) this.#logged(line)
  }

  #write(line: string, of: Belongs, logged = this.#logged): void {
    this.#record(of, { type: 'telemetry.emitted', line })
    logged(line)
  }
}

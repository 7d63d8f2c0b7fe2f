// The runs in progress, which every page sees: they go on when the page that started them is closed.
import { Agent } from 'node:http'
import type { RunPlan } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { Recorder } from '../recorder/record.ts'
import { call, type Target } from './call.ts'
import { planned, Run } from './run.ts'

/** Runs in progress at once. */
const mostRuns = 8

export type RunsParts = { clock: Clock; recorder: Recorder; target: () => Target }

export class Runs {
  readonly #parts: RunsParts
  readonly #runs = new Map<string, Run>()
  readonly #agents = new Set<Agent>()
  #count = 0

  constructor(parts: RunsParts) {
    this.#parts = parts
  }

  /** The name of the new run; undefined where there are too many. */
  start(plan: RunPlan): string | undefined {
    if (this.#runs.size >= mostRuns) return undefined
    const run = `run-${(this.#count += 1)}`
    const { recorder, clock, target } = this.#parts
    const of = { function: plan.function }
    const agent = new Agent({ keepAlive: true, maxSockets: plan.atOnce })
    this.#agents.add(agent)
    const started = new Run(plan, {
      clock,
      call: () => call(plan, target(), agent),
      onProgress: (progress) => recorder.record(of, { type: 'run.progressed', run, ...progress }),
      onEnd: (progress, why) => {
        this.#runs.delete(run)
        this.#agents.delete(agent)
        agent.destroy()
        recorder.record(of, { type: 'run.ended', run, ...progress, why })
      },
    })
    this.#runs.set(run, started)
    recorder.record(of, { type: 'run.started', run, planned: planned(plan), atOnce: plan.atOnce })
    started.start()
    return run
  }

  /** False where there is no such run in progress. */
  stop(run: string): boolean {
    const found = this.#runs.get(run)
    found?.stop()
    return found !== undefined
  }

  close(): void {
    for (const run of this.#runs.values()) run.stop()
    for (const agent of this.#agents) agent.destroy()
  }
}

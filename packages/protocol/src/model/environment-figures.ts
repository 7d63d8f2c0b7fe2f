// The figures of one environment so far, folded alike for the state at any moment and for what a page draws.
import * as v from 'valibot'
import { listedProcessSchema } from '../environment.ts'
import type { Entry } from '../journal.ts'

/** `coldStarts`: how often its Init ran; `frozenMs`: without a freeze that lasts; `processes`: absent before the first listing. */
export const environmentFiguresSchema = v.object({
  served: v.number(),
  coldStarts: v.number(),
  freezes: v.number(),
  frozenMs: v.number(),
  processes: v.optional(v.array(listedProcessSchema)),
  leftOut: v.number(),
  /** The last one: epoch milliseconds, MB, CPU time of all processes since their start. */
  sample: v.optional(v.object({ at: v.number(), memoryMb: v.number(), peakMemoryMb: v.number(), cpuMs: v.number() })),
})
export type EnvironmentFigures = v.InferOutput<typeof environmentFiguresSchema>

/** Epoch milliseconds, MB, and CPU time since the processes were started, milliseconds. */
export type MemoryPoint = [at: number, memoryMb: number, cpuMs: number]

export function noFigures(): EnvironmentFigures {
  return { served: 0, coldStarts: 0, freezes: 0, frozenMs: 0, leftOut: 0 }
}

/** Applies an entry of the environment in place. `frozenSince`: when the freeze that lasts began. */
export function applyToFigures(
  figures: EnvironmentFigures,
  { at, event }: Entry,
  frozenSince: number | undefined,
): void {
  switch (event.type) {
    case 'environment.init-started':
      figures.coldStarts += 1
      figures.leftOut = 0
      delete figures.processes
      return
    case 'environment.frozen':
      figures.freezes += 1
      return
    case 'environment.thawed':
      if (frozenSince !== undefined) figures.frozenMs += at - frozenSince
      return
    case 'invocation.dispatched':
      figures.served += 1
      return
    case 'process.listed':
      figures.processes = event.processes
      figures.leftOut = event.leftOut
      return
    case 'process.sampled': {
      const { memoryMb, peakMemoryMb, cpuMs } = event
      figures.sample = { at, memoryMb, peakMemoryMb, cpuMs }
      return
    }
    default:
      return
  }
}

// Calls a function for a while from a process of its own.
import { program } from './program.ts'

export type Driven = { perSecond: number; medianMs: number; p95Ms: number; count: number }

/** `perSecond`: at most so many; as fast as it is answered without it. */
export async function drive(url: string, inFlight: number, ms: number, perSecond?: number): Promise<Driven> {
  const pace = perSecond === undefined ? [] : [String(perSecond)]
  const caller = program('caller.mjs', url, String(inFlight), String(ms), ...pace)
  const [, text] = await caller.said(/result (.*)\n/)
  return JSON.parse(text!) as Driven
}

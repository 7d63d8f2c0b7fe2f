// Work that goes on when the answer is given: before the runtime asks again, or after.
import { references } from '../references.ts'
import type { Life, Moment } from '../facts/facts.ts'
import { firstTime, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

/** Between the answer and the next `next`, milliseconds: a shell needs some tens of them to start a program. */
const overheadWorthMs = 250
/** Processor time after the runtime asked again, milliseconds: the system counts in steps of ten. */
const cpuWorthMs = 20

/**
 * Processor time is seen only where two samples were taken after the invocation; what lies between the last sample at work and
 * the freeze cannot be told apart. Nor where there are extensions, which may be at work then.
 */
export const workAfterAnswer: Rule = {
  id: 'work-after-answer',
  level: 'smell',
  title: 'Work after the answer',
  why: 'Until the runtime asks again the time is billed, though the caller has the answer. After that the environment is frozen: what is under way stops where it is, and goes on in the next invocation or never.',
  mend: 'Finish before the answer, or leave the rest to a queue and another invocation.',
  reference: references.lifecycle,
  watch: () => {
    const first = firstTime()
    const idle = new WeakMap<Life, Moment & { cpuMs: number }>()
    return ({ seq, at, event }, { fn, life, environment, invocation }) => {
      if (fn === undefined || life === undefined) return undefined
      if (event.type === 'invocation.runtime-done') {
        const { overheadMs = 0, status } = event
        if (status !== 'success' || overheadMs < overheadWorthMs || !first(fn.version)) return undefined
        return {
          seen: `The runtime asked again ${inTime(overheadMs)} after its answer was taken.`,
          expected: 'GET next right after the answer.',
          points: invocation?.answer?.seq,
        }
      }
      if (event.type !== 'process.sampled' || environment?.state !== 'ready' || life.served === 0) return undefined
      const before = idle.get(life)
      idle.set(life, { seq, at, cpuMs: event.cpuMs })
      const over = environment.last?.settled
      if (before === undefined || over === undefined || before.at < over.at || life.extensions.size > 0)
        return undefined
      const cpuMs = event.cpuMs - before.cpuMs
      if (cpuMs < cpuWorthMs || !first(fn.version)) return undefined
      return {
        seen: `The processes used ${inTime(cpuMs)} of processor time within ${inTime(at - before.at)} while no invocation was served.`,
        expected: 'No work between invocations.',
        also: [environment.last!.seq],
      }
    }
  },
}

// A runtime that prints while nobody is served.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { isShared } from '../facts/questions.ts'
import { messageOf } from '../../model/log-line.ts'
import { inTime, quoted } from '../facts/words.ts'

/** What was printed before may still be in its pipe, milliseconds. */
const graceMs = 20

export const outputAfterAnswer: Rule = {
  id: 'output-after-answer',
  level: 'smell',
  title: 'Output after the invocation',
  why: 'Whatever prints now is still at work though its invocation is over. On Lambda the environment is frozen at this point, and the line turns up in a later invocation’s log or not at all.',
  mend: 'Wait for everything that the handler started (promises, threads, callbacks) before it answers.',
  reference: references.lifecycle,
  watch: () => {
    const first = firstTime()
    return on('process.printed', ({ line }, { fn, life, environment }, { at, of }) => {
      if (of.extension !== undefined || environment?.state !== 'ready' || life?.ending !== undefined) return undefined
      const over = environment.last?.settled
      if (fn === undefined || over === undefined || life?.served === 0 || isShared(fn)) return undefined
      if (at - over.at < graceMs || !first(fn.version)) return undefined
      return {
        seen: `${quoted(messageOf(line))} was printed ${inTime(at - over.at)} after the last invocation was over.`,
        expected: 'Silence until the next event.',
        also: [environment.last!.seq],
      }
    })
  },
}

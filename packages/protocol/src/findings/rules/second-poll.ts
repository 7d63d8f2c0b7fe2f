// A runtime with two requests for work open at one time, where one invocation is served at a time.
import { references } from '../references.ts'
import { firstTime, type Rule } from '../rule.ts'
import { isShared } from '../facts/questions.ts'
import { inTime } from '../facts/words.ts'

/** A client that hangs up and asks again may be seen in the other order, milliseconds. */
const graceMs = 20

export const secondPoll: Rule = {
  id: 'second-poll',
  level: 'smell',
  title: 'Second poll beside the first',
  why: 'One event comes for both of them, and nothing says to which. Two loops in one process mostly mean that one of them was left over, or that a fork asks for its parent.',
  mend: 'Keep one loop that asks, answers, and asks again. Several polls are for functions that serve several invocations at one time.',
  reference: references.runtimeApi,
  watch: () => {
    const first = firstTime()
    return ({ at }, { life, fn }) => {
      if (life === undefined || life.polls.size < 2 || life.ending !== undefined || isShared(fn)) return undefined
      const [one, other] = life.polls
      if (at - other!.at < graceMs || !first(life)) return undefined
      return {
        seen: `${life.polls.size} requests for work are open at one time; the second came ${inTime(other!.at - one!.at)} after the first.`,
        expected: 'One next at a time.',
        points: other!.seq,
        also: [one!.seq],
        of: {
          ...(fn === undefined ? {} : { function: fn.name }),
          environment: life.environment.name,
          exchange: other!.id,
        },
      }
    }
  },
}

// A runtime that gives up on its long poll, and polls anew.
import { references } from '../references.ts'
import type { ExchangeFact, Life } from '../facts/facts.ts'
import { firstTime, onAny, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

/** One that somebody else started may have been started anew; twice the same patience, within this, is a client's time-out. */
const alike = 0.1

export const pollWithTimeout: Rule = {
  id: 'poll-with-timeout',
  level: 'smell',
  title: 'Poll with a time-out',
  why: 'An environment may be frozen for minutes while next is open. A client that gives up after a while wakes to a dead request, and an event that is sent at that moment is lost to it and has to be handed out again.',
  mend: 'Turn off every time-out of the HTTP client for GET next: connect, read and idle ones.',
  reference: references.runtimeApi,
  watch: () => {
    const first = firstTime()
    const givenUp = new WeakMap<Life, ExchangeFact[]>()
    return onAny(['exchange.closed', 'exchange.opened'], ({ event }, { life, exchange, environment }) => {
      if (life === undefined || exchange?.endpoint !== 'next' || life.ending !== undefined) return undefined
      if (event.type === 'exchange.closed' && event.how === 'hung-up' && exchange.answered === undefined) {
        givenUp.set(life, [...(givenUp.get(life) ?? []).slice(-1), exchange])
        return undefined
      }
      const polls = givenUp.get(life)
      const last = polls?.at(-1)
      if (event.type !== 'exchange.opened' || last === undefined || life.runtime?.exited !== undefined) return undefined
      if (environment?.attached === true && !(polls!.length === 2 && areAlike(polls!))) return undefined
      if (!first(life)) return undefined
      return {
        seen: `The runtime hung up on a next that had waited for ${inTime(patienceOf(last))}, and asked again.`,
        expected: 'One next that stays open until there is an event.',
        also: polls!.map(({ seq }) => seq),
      }
    })
  },
}

function patienceOf({ at, closed }: ExchangeFact): number {
  return (closed?.at ?? at) - at
}

function areAlike(polls: readonly ExchangeFact[]): boolean {
  const [one = 0, other = 0] = polls.map(patienceOf)
  return Math.abs(one - other) <= alike * Math.max(one, other)
}

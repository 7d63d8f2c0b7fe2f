// A rule: what it is called, why it matters, what mends it, and how it watches a session.
import type { Belongs } from '../ids.ts'
import type { Entry, EventOf, EventType } from '../journal.ts'
import type { Facts } from './facts/facts.ts'
import type { FindingLevel } from './finding.ts'

/**
 * What a rule saw at an entry. `points`: an entry other than the head of its exchange, or itself; `of`: what it belongs to,
 * where that is not what the entry belongs to.
 */
export type Found = { seen: string; expected: string; points?: number | undefined; also?: number[]; of?: Belongs }

type Look = (entry: Entry, facts: Facts) => Found | readonly Found[] | undefined

/** `only`: the types of entries that it looks at, where it does not look at all of them. */
export type Watch = Look & { only?: readonly EventType[] }

export type Rule = {
  id: string
  level: FindingLevel
  /** Such as `Answered twice`. */
  title: string
  /** Why it matters on Lambda, in one to three sentences. */
  why: string
  /** What to do about it. */
  mend: string
  reference: { title: string; url: string }
  /** Begins to watch a session; what is returned is shown each entry in turn, the facts with it applied. */
  watch: () => Watch
}

/** Looks at entries of one type alone. */
export function on<T extends EventType>(
  type: T,
  look: (event: EventOf<T>, facts: Facts, entry: Entry) => Found | readonly Found[] | undefined,
): Watch {
  return onAny([type], (entry, facts) => look(entry.event as EventOf<T>, facts, entry))
}

/** Looks at entries of these types alone. */
export function onAny(types: readonly EventType[], look: Look): Watch {
  const watch: Look = (entry, facts) => (types.includes(entry.event.type) ? look(entry, facts) : undefined)
  return Object.assign(watch, { only: types })
}

/**
 * Says yes the first time it is asked about a thing: an invocation, a life of an environment, a version of a function. It
 * forgets the thing as soon as the facts do.
 */
export function firstTime(): (thing: object) => boolean {
  const known = new WeakSet<object>()
  return (thing) => {
    if (known.has(thing)) return false
    known.add(thing)
    return true
  }
}

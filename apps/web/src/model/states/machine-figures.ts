// What stands in the states of a machine and beside its name: counts, times, how often.
import type { Moves } from '@playground/protocol/model'
import { elapsed } from '../format.ts'

/** `first`: where it begins, which no transition tells. `again`: coming back there is to begin anew. */
export function enteredOf(
  path: Readonly<Record<string, number>>,
  first?: string,
  again?: string,
): Record<string, number> {
  const entered: Record<string, number> = first === undefined ? {} : { [first]: 1 }
  for (const [id, count] of Object.entries(path)) {
    const to = id.split('>')[1]!
    if (to !== again) entered[to] = (entered[to] ?? 0) + count
  }
  return entered
}

/** From which state the newest move to another came. */
export function lastFrom(moves: Moves['runtime'], to: string): string | undefined {
  const into = Object.entries(moves).filter(([id]) => id.endsWith(`>${to}`))
  return into.toSorted(([, a], [, b]) => (b.at(-1)?.seq ?? 0) - (a.at(-1)?.seq ?? 0))[0]?.[0].split('>')[0]
}

type Figure = {
  ended?: boolean
  since: number | undefined
  frozenAt: number | undefined
  waits: boolean
  deadline: number | undefined
  now: number
}

export function figureOf(
  current: string | undefined,
  { ended, since, frozenAt, waits, deadline, now }: Figure,
): Record<string, string> {
  if (current === undefined) return {}
  if (ended === true) return { [current]: 'ended here' }
  const said =
    frozenAt !== undefined
      ? `frozen ${elapsed(now - frozenAt)}`
      : deadline !== undefined
        ? leftWord(deadline - now)
        : since === undefined
          ? undefined
          : `${waits ? 'waits' : 'for'} ${elapsed(now - since)}`
  return said === undefined ? {} : { [current]: said }
}

function leftWord(ms: number): string {
  return ms <= 0 ? 'time is over' : `${ms < 10_000 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s left`
}

export function startWord(phase: 'init' | 'invoke' | 'restore' | undefined): string {
  return phase === 'restore' ? 'restored' : phase === 'invoke' ? 'started again' : 'cold start'
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

export function ordinal(count: number): string {
  if (count <= ordinals.length) return ordinals[count - 1]!
  const ends = ['th', 'st', 'nd', 'rd']
  const teen = Math.floor((count % 100) / 10) === 1
  return `${count}${teen ? 'th' : (ends[count % 10] ?? 'th')}`
}

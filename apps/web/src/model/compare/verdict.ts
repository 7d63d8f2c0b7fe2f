// Who was sooner in a race, in words that claim no more than its rounds show.
import type { Invocation } from '@playground/protocol/model'
import { duration } from '../format.ts'

export type Round = { a: Invocation; b: Invocation }
type Names = readonly [string, string]

/** A difference below this share of the larger, or below half a millisecond, is none. */
const worthShare = 0.05
const worthMs = 0.5

/** One sentence or two for the cold rounds, and for the warm ones; those that are not over yet are left out. */
export function verdict(rounds: readonly Round[], names: Names): string[] {
  const over = rounds.filter(({ a, b }) => a.tookMs !== undefined && b.tookMs !== undefined)
  const kinds: [string, Round[]][] = [
    ['Cold', over.filter(({ a, b }) => a.cold === true && b.cold === true)],
    ['Warm', over.filter(({ a, b }) => a.cold === false && b.cold === false)],
  ]
  const mixed = over.length - kinds.reduce((sum, [, some]) => sum + some.length, 0)
  return [
    ...kinds.flatMap(([kind, some]) => (some.length === 0 ? [] : [sentence(kind, some, names)])),
    ...(mixed === 0
      ? []
      : [
          `In ${mixed === 1 ? 'one round' : `${mixed} rounds`} only one of the two was cold: that tells nothing about the functions.`,
        ]),
    ...(kinds.some(([, some]) => some.length === 1) ? ['One run says little; race them five times for medians.'] : []),
  ]
}

function sentence(kind: string, rounds: readonly Round[], names: Names): string {
  const sooner = apart(rounds, ({ tookMs }) => tookMs)
  const times = rounds.length === 1 ? kind : `${kind}, medians of ${rounds.length}`
  const failed = names.filter((_, side) => rounds.some((round) => ofSide(round, side).outcome !== 'ok'))
  return [
    `${times}: ${soonerWords(sooner, rounds.length, names)}.`,
    ...partWords(
      'Init',
      apart(rounds, ({ initMs }) => initMs),
      names,
    ),
    ...partWords(
      'Duration',
      apart(rounds, ({ durationMs }) => durationMs),
      names,
    ),
    ...(failed.length === 0 ? [] : [`${failed.join(' and ')} did not end well, so that times say little.`]),
  ].join(' ')
}

type Apart = { a: number; b: number; first: 0 | 1 | undefined; wins: number }

/** Medians of both sides, and which is the smaller where that is worth a word; undefined where one has no such figure. */
function apart(rounds: readonly Round[], figure: (invocation: Invocation) => number | undefined): Apart | undefined {
  const values = rounds.flatMap(({ a, b }) => {
    const [inA, inB] = [figure(a), figure(b)]
    return inA === undefined || inB === undefined ? [] : [[inA, inB] as const]
  })
  if (values.length === 0) return undefined
  const [a, b] = [median(values.map(([inA]) => inA)), median(values.map(([, inB]) => inB))]
  const close = Math.abs(a - b) < Math.max(worthMs, worthShare * Math.max(a, b))
  const first = close ? undefined : a < b ? 0 : 1
  const wins = first === undefined ? 0 : values.filter((pair) => pair[first] < pair[1 - first]!).length
  return { a, b, first, wins }
}

function soonerWords(found: Apart | undefined, rounds: number, names: Names): string {
  if (found === undefined) return 'neither was answered'
  const { a, b, first, wins } = found
  if (first === undefined) return `both callers waited about as long, ${duration(a)} and ${duration(b)}`
  const often = rounds === 1 ? '' : `, in ${wins} of ${rounds} rounds`
  return `the caller of ${names[first]} waited ${duration(Math.abs(a - b))} less${often}: ${duration(Math.min(a, b))} against ${duration(Math.max(a, b))}`
}

function partWords(name: string, found: Apart | undefined, names: Names): string[] {
  if (found === undefined) return []
  const { a, b, first } = found
  if (first === undefined) return [`${name} was about the same, ${duration(a)} and ${duration(b)}.`]
  return [`${name} was shorter in ${names[first]}: ${duration(Math.min(a, b))} against ${duration(Math.max(a, b))}.`]
}

function ofSide({ a, b }: Round, side: number): Invocation {
  return side === 0 ? a : b
}

/** Of at least one value; the mean of the two in the middle where their count is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

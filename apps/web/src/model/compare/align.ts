// Lays the steps of two invocations side by side: the protocol first, then what was printed between its parts.
import { common, gaps } from './common.ts'
import type { Step } from './steps.ts'
import { withoutUsual } from './usual.ts'

/** A step on both sides, or on one of them with nothing beside it. */
export type Aligned = { a: Step; b: Step } | { a: Step; b?: undefined } | { a?: undefined; b: Step }

/** In order on either side; what only one of them has comes where it would be, that of `a` first. */
export function align(a: readonly Step[], b: readonly Step[]): Aligned[] {
  return within(a, b, [
    ({ kind, printed }) => (printed ? undefined : kind),
    ({ kind, name, printed }) => (printed ? `${kind} ${withoutUsual(name)}` : undefined),
    ({ kind }) => kind,
  ])
}

type KeyOf = (step: Step) => string | undefined

/** Pairs by the first key, then what lies between those pairs by the next. */
function within(a: readonly Step[], b: readonly Step[], [keyOf, ...finer]: readonly KeyOf[]): Aligned[] {
  if (keyOf === undefined || a.length === 0 || b.length === 0)
    return [...a.map((step): Aligned => ({ a: step })), ...b.map((step): Aligned => ({ b: step }))]
  const pairs = common(a.map(keyOf), b.map(keyOf))
  return gaps(pairs, a.length, b.length).flatMap(({ a: inA, b: inB, pair }) => [
    ...within(a.slice(...inA), b.slice(...inB), finer),
    ...(pair === undefined ? [] : [{ a: a[pair[0]]!, b: b[pair[1]]! }]),
  ])
}

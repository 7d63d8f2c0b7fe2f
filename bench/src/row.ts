// What a measurement says: a figure, how far it spread, and the goal it is held against.

export type Row = {
  name: string
  /** Ratios have no unit. */
  value: string
  spread: string
  goal: string
  met: boolean | undefined
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
}

/** Pairs of runs made in turn: the median of their ratios, and the least and the greatest. */
export function ratio(
  name: string,
  pairs: readonly (readonly [number, number])[],
  goal: { atLeast: number } | { atMost: number } | undefined,
): Row {
  const ratios = pairs.map(([a, b]) => a / b)
  const value = median(ratios)
  const met = goal === undefined ? undefined : 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost
  return {
    name,
    value: value.toFixed(2),
    spread: `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
    goal: goal === undefined ? '' : 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`,
    met,
  }
}

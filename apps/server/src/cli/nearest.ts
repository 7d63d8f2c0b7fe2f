// Which of some words was meant by one that is none of them.

/** Undefined where none is near. */
export function nearest(given: string, words: readonly string[]): string | undefined {
  const word = given.toLowerCase()
  if (word === '') return undefined
  const begins = words.filter((one) => word.length >= 3 && one.toLowerCase().startsWith(word))
  if (begins.length === 1) return begins[0]
  const [best] = words
    .map((one) => ({ one, steps: stepsBetween(word, one.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)
  return best !== undefined && best.steps <= Math.max(1, Math.floor(word.length / 3)) ? best.one : undefined
}

/** Letters to put in, take out, change, or swap with their neighbour. */
function stepsBetween(from: string, to: string): number {
  let before: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1]
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (same ? 0 : 1),
        swapped ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = row
    row = next
  }
  return row[to.length]!
}

// Which of a list's words is meant by letters typed one after another.

/** Index of it, looked for from the current one on and round; undefined where none is. */
export function typedAhead(words: readonly string[], at: number, typed: string): number | undefined {
  const letters = typed.toLowerCase()
  // The same letter again goes to the next that begins with it; more letters may still mean the current one.
  const again = letters === letters.charAt(0).repeat(letters.length)
  const begin = again ? letters.slice(0, 1) : letters
  const order = words.map((_, index) => (at + (again ? 1 : 0) + index) % words.length)
  const found = (fits: (word: string) => boolean) => order.find((index) => fits(words[index]!.toLowerCase()))
  return found((word) => word.startsWith(begin)) ?? (again ? undefined : found((word) => word.includes(begin)))
}

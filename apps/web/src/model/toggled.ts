// A set with one more, or one less.

/** The same set with `one` taken out where it was in, and put in where it was not. */
export function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(one)) next.add(one)
  return next
}

// Readings of one thing by many at one time: few are made, and each asker has one that began after he asked.

/** Who asks while a reading is under way shares the one that follows it. */
export function shared<T>(read: (what: string) => Promise<T>): (what: string) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  const following = new Map<string, Promise<T>>()
  const begin = (what: string) => {
    const reading = read(what).finally(() => running.delete(what))
    running.set(what, reading)
    return reading
  }
  return (what) => {
    const under = running.get(what)
    if (under === undefined) return begin(what)
    const there = following.get(what)
    if (there !== undefined) return there
    const next = under.then(
      () => follow(what),
      () => follow(what),
    )
    following.set(what, next)
    return next
  }
  function follow(what: string): Promise<T> {
    following.delete(what)
    return begin(what)
  }
}

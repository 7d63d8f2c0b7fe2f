// One look for all who ask for it at about the same time.

/** Whoever asks while a look is under way shares the next one: what is under way may have missed what the asker has just done. */
export function inCommon<T>(look: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<unknown> = Promise.resolve()
  let next: Promise<T> | undefined
  return () => {
    next ??= underWay.then(() => {
      next = undefined
      const looked = look()
      underWay = looked.catch(() => {})
      return looked
    })
    return next
  }
}

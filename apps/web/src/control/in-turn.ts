// Steps that must not overtake each other: whoever saves twice in a moment must not meet the first as somebody else's change.

/** Runs each step when those before it are over, however they ended. */
export function inTurn(): <T>(step: () => Promise<T>) => Promise<T> {
  let before: Promise<unknown> = Promise.resolve()
  return (step) => {
    const next = before.then(
      () => step(),
      () => step(),
    )
    before = next
    return next
  }
}

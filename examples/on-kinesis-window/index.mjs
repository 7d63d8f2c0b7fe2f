// What is returned as `state` comes with the next call of the same window, which another environment may get.
export async function handler({ Records, state, window, isFinalInvokeForWindow }) {
  const count = (state.count ?? 0) + Records.length
  if (!isFinalInvokeForWindow) return { state: { count } }
  // The last call of a window: here is the result. The next window begins with an empty state.
  console.log(`${count} records from ${window.start} to ${window.end}`)
  return { batchItemFailures: [] }
}

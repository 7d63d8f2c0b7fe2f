// Everything outside of the handler is Init: it runs once in a new environment.
console.log('loading hello-node')
let invocations = 0

/** Greets whoever the event names. Change it, save, and invoke again: a new environment runs the new code. */
export async function handler(event, context) {
  invocations += 1
  console.log(`greeting ${event.name ?? 'world'}, with ${context.getRemainingTimeInMillis()} ms left`)
  return {
    message: `Hello, ${event.name ?? 'world'}`,
    invocationsOfThisEnvironment: invocations,
  }
}

// The handler alone: everything else of `runtime-node` is in AWS's client. What is outside of the handler is Init.
const greeting = process.env.GREETING
if (greeting === undefined) throw new Error('there is no variable GREETING')

export async function handler(event, context) {
  if (event.fail !== undefined) throw new Error(event.fail)
  console.log(`greeting, with ${context.getRemainingTimeInMillis() > 0 ? 'time' : 'no time'} left`)
  return { message: `${greeting}, ${event.name ?? 'world'}` }
}

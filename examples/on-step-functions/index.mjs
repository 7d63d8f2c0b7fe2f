// The state machine waits for the token, not for this function: the token may be sent hours later, by somebody else.
export async function handler({ taskToken, stateName, input }) {
  console.log(`${stateName} for order ${input.order}, ${input.attempt} attempt`)
  const output = JSON.stringify({ order: input.order, charged: true })
  // On AWS: await new SFNClient().send(new SendTaskSuccessCommand({ taskToken, output })), or SendTaskFailure.
  return { send: 'SendTaskSuccess', taskToken, output }
}

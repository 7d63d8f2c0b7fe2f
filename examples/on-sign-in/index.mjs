// Five seconds are all that Cognito waits, then it asks again, three times in all.
const blocked = new Set(['mallory'])

export async function handler(event) {
  const { triggerSource, userName, request } = event
  if (triggerSource === 'PreAuthentication_Authentication') {
    // The error is the refusal, and its message is shown to the user.
    if (blocked.has(userName)) throw new Error('This account is blocked')
  } else console.log(`${userName} signed in${request.newDeviceUsed ? ' on a new device' : ''}`)
  // There is nothing to fill in, but the event has to come back.
  return event
}

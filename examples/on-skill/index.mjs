// What is said, and whether Alexa goes on listening.
export async function handler({ request }) {
  switch (request.type) {
    case 'LaunchRequest':
      return say('Welcome to the shop. What would you like?', false)
    case 'IntentRequest': {
      const slots = Object.values(request.intent.slots ?? {}).map(({ value }) => value)
      console.log(`${request.intent.name} ${slots.join(', ')}`)
      return say('It is on its way.', true)
    }
    default:
      // The session has ended: nothing can be said any more.
      return { version: '1.0', response: {} }
  }
}

function say(text, shouldEndSession) {
  return { version: '1.0', response: { outputSpeech: { type: 'PlainText', text }, shouldEndSession } }
}

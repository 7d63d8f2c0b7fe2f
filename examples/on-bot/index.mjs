// Version 2 has the intent in the session. It asks what to say next, or for the wish to be fulfilled.
export async function handler(event) {
  if (event.sessionState === undefined) return versionOne(event)
  const { intent, sessionAttributes } = event.sessionState
  console.log(`${event.inputTranscript}: ${intent.name}`)
  if (event.invocationSource === 'DialogCodeHook')
    return { sessionState: { sessionAttributes, intent, dialogAction: { type: 'Delegate' } } }
  return {
    sessionState: { sessionAttributes, intent: { ...intent, state: 'Fulfilled' }, dialogAction: { type: 'Close' } },
    messages: [{ contentType: 'PlainText', content: 'Your tea is on its way.' }],
  }
}

function versionOne({ currentIntent, invocationSource, sessionAttributes }) {
  if (invocationSource === 'DialogCodeHook')
    return { sessionAttributes, dialogAction: { type: 'Delegate', slots: currentIntent.slots } }
  const message = { contentType: 'PlainText', content: 'Your tea is on its way.' }
  return { sessionAttributes, dialogAction: { type: 'Close', fulfillmentState: 'Fulfilled', message } }
}

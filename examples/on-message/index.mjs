// A sender gets the code encrypted, and sends it itself: nothing of what it returns is looked at.
export async function handler(event) {
  const { triggerSource, userName, request, response } = event
  if (triggerSource.startsWith('CustomMessage_')) {
    // Cognito puts the code where this is. It has to be in the text.
    response.emailSubject = 'Your code'
    response.emailMessage = `Hello ${userName}, your code is ${request.codeParameter}.`
    response.smsMessage = `Your code is ${request.codeParameter}`
    return event
  }
  // On AWS: decrypt request.code with the pool's key (AWS Encryption SDK), and hand it to whoever sends messages.
  const to = triggerSource.startsWith('CustomSMSSender')
    ? request.userAttributes.phone_number
    : request.userAttributes.email
  console.log(`${triggerSource}: a code of ${request.code.length} characters for ${to ?? userName}`)
  return event
}

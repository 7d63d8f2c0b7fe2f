// The event goes back, with its `response` filled in. An error refuses, and its message is shown to the user.
export async function handler(event) {
  const { triggerSource, userName, request, response } = event
  console.log(`${triggerSource} of ${userName}`)
  switch (triggerSource.split('_')[0]) {
    case 'PreSignUp':
      if (!request.userAttributes.email?.endsWith('@example.com')) throw new Error('Only for people of example.com')
      response.autoConfirmUser = response.autoVerifyEmail = true
      break
    case 'UserMigration':
      // The old directory knows whether the password is right.
      if (request.password === 'wrong') throw new Error('Bad password')
      response.userAttributes = { email: `${userName}@example.com`, email_verified: 'true' }
      response.finalUserStatus = 'CONFIRMED'
      response.messageAction = 'SUPPRESS'
      break
    case 'InboundFederation':
      response.userAttributesToMap = { email: `${userName}@example.com` }
  }
  return event
}

// Three calls: what comes next, what is the question, was it right? The session holds the answers so far.
export async function handler(event) {
  const { triggerSource, request, response } = event
  switch (triggerSource) {
    case 'DefineAuthChallenge_Authentication': {
      const last = request.session.at(-1)
      response.issueTokens = last?.challengeResult === true
      response.failAuthentication = request.session.length >= 3 && !response.issueTokens
      if (!response.issueTokens && !response.failAuthentication) response.challengeName = 'CUSTOM_CHALLENGE'
      break
    }
    case 'CreateAuthChallenge_Authentication':
      response.publicChallengeParameters = { question: 'What is six times seven?' }
      // It comes to the third call, and never to the client.
      response.privateChallengeParameters = { answer: '42' }
      response.challengeMetadata = 'SUM'
      break
    case 'VerifyAuthChallengeResponse_Authentication':
      response.answerCorrect = request.challengeAnswer === request.privateChallengeParameters.answer
  }
  return event
}

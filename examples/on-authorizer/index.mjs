// Whoever sends this token is let in. A real one would check a signature.
const rightToken = 'Bearer abc'

export async function handler(event) {
  const token = event.authorizationToken ?? event.identitySource?.[0] ?? event.headers?.authorization
  const allowed = token === rightToken
  // What is in `context` comes to the function behind it, in requestContext.authorizer.
  const context = { customer: allowed ? 'ada' : 'nobody' }
  console.log(`${event.methodArn ?? event.routeArn}: ${allowed ? 'may pass' : 'may not pass'}`)
  if (event.version === '2.0') return { isAuthorized: allowed, context }

  // A REST API wants a policy. It is kept for a while, and used for other methods too: hence the whole stage.
  const stage = event.methodArn.split('/').slice(0, 2).join('/')
  const Statement = [{ Action: 'execute-api:Invoke', Effect: allowed ? 'Allow' : 'Deny', Resource: `${stage}/*` }]
  return { principalId: context.customer, policyDocument: { Version: '2012-10-17', Statement }, context }
}

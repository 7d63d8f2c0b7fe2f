// Version 1 changes the ID token alone; versions 2 and 3 the access token too.
export async function handler(event) {
  const { version, userName, request, response } = event
  const claims = { tenant: 'shop', groups: request.groupConfiguration.groupsToOverride.join(' ') }
  if (version === '1') response.claimsOverrideDetails = { claimsToAddOrOverride: claims, claimsToSuppress: ['email'] }
  else {
    const accessTokenGeneration = { claimsToAddOrOverride: claims, scopesToAdd: ['orders/read'] }
    // A machine has no ID token.
    const idTokenGeneration = version === '2' ? { idTokenGeneration: { claimsToAddOrOverride: claims } } : {}
    response.claimsAndScopeOverrideDetails = { accessTokenGeneration, ...idTokenGeneration }
  }
  console.log(`a token for ${userName}, version ${version}`)
  return event
}

// A resolver for each field; what it returns is the field's value. Throw, and the query gets an error beside null.
const resolvers = {
  Query: {
    getOrder: ({ id }) => ({ id, status: 'PAID' }),
  },
}

export async function handler(event) {
  // AppSync asks whether a token may run a query.
  if (event.authorizationToken !== undefined)
    return { isAuthorized: event.authorizationToken === 'abc', resolverContext: { customer: 'ada' }, ttlOverride: 60 }

  // AppSync has the names in `info`, Amplify beside the arguments.
  const { parentTypeName: type, fieldName: field } = event.info ?? { ...event, parentTypeName: event.typeName }
  const resolve = resolvers[type]?.[field]
  if (resolve === undefined) throw new Error(`There is no resolver of ${type}.${field}.`)
  return resolve(event.arguments)
}

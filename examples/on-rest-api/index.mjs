// An order by its id. API Gateway makes an HTTP response of what is returned; without a statusCode it would be a 502.
const orders = { 42: { id: '42', what: 'tea' } }

export async function handler({ httpMethod, path, queryStringParameters, requestContext }) {
  console.log(`${httpMethod} ${path} from ${requestContext.identity.sourceIp}`)
  if (httpMethod !== 'GET') return reply(405, { message: 'Only GET is allowed.' })
  const order = orders[/\/orders\/(\d+)$/.exec(path)?.[1]]
  if (order === undefined) return reply(404, { message: 'There is no such order.' })
  // Where there is no query, these are null and not an empty object.
  return reply(200, { ...order, page: queryStringParameters?.page ?? '1' })
}

/** The body has to be text. Headers of which there are several go into multiValueHeaders. */
function reply(statusCode, value) {
  return { statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) }
}

// A load balancer wants all of it: it takes what has no statusCode for a failure of its target, a 502.
export async function handler({ httpMethod, path, queryStringParameters, headers }) {
  // Its health checks come as requests too.
  if (headers['user-agent']?.startsWith('ELB-HealthChecker')) return reply(200, '200 OK', { healthy: true })
  console.log(`${httpMethod} ${path} from ${headers['x-forwarded-for']}`)
  if (!path.startsWith('/orders/')) return reply(404, '404 Not Found', { message: 'There is nothing here.' })
  // Query parameters come as they were sent, and are not decoded.
  const page = decodeURIComponent(queryStringParameters?.page ?? '1')
  return reply(200, '200 OK', { order: path.split('/')[2], page })
}

function reply(statusCode, statusDescription, value) {
  const headers = { 'Content-Type': 'application/json' }
  return { statusCode, statusDescription, isBase64Encoded: false, headers, body: JSON.stringify(value) }
}

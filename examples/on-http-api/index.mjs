// Both send the same event. What is returned without a statusCode would be taken for the body of a 200.
export async function handler({ rawPath, requestContext, body, isBase64Encoded, cookies = [] }) {
  const { method } = requestContext.http
  console.log(`${method} ${rawPath}`)
  const visits = 1 + Number(cookies.find((cookie) => cookie.startsWith('visits='))?.slice(7) ?? 0)
  // A body that is no text comes as base64.
  const text = body === undefined ? '' : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString()
  return {
    statusCode: method === 'POST' ? 201 : 200,
    headers: { 'content-type': 'application/json' },
    cookies: [`visits=${visits}; HttpOnly`],
    body: JSON.stringify({ path: rawPath, visits, bytes: text.length }),
  }
}

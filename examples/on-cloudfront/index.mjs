// It returns the request or response that CloudFront shall go on with, changed or not.
export async function handler({ Records: [{ cf }] }) {
  const { request, response } = cf
  if (response !== undefined) {
    // Each header is a list, by its name in lower case.
    response.headers['strict-transport-security'] = [
      { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
    ]
    return response
  }
  // A response in place of the request: it is the answer, and the origin is not asked.
  if (request.uri === '/old') return redirect('/new')
  // A static site has no /shop/, but it has /shop/index.html.
  if (request.uri.endsWith('/')) request.uri += 'index.html'
  console.log(`${cf.config.eventType} ${request.uri}`)
  return request
}

function redirect(to) {
  return {
    status: '301',
    statusDescription: 'Moved Permanently',
    headers: { location: [{ key: 'Location', value: to }] },
  }
}

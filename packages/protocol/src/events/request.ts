// What requests by HTTP have in common, and what API Gateway tells about them.
import { account, choice, region, text, type Make } from './template.ts'

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const
export const sourceIp = '203.0.113.10'
export const userAgent = 'Mozilla/5.0 (X11; Linux x86_64)'

export const asked = {
  method: choice('Method', methods),
  path: text('Path', '/orders/42'),
  query: text('Query', 'page=1', 'as in an address, without the question mark'),
}
export const request = { ...asked, body: text('Body', '', 'empty for none') }
export const authorized = { ...asked, token: text('Authorization header', 'Bearer abc') }
type Request = { method: string; path: string; query: string; body: string }

export const headersOf = (host: string, { body }: Request): Record<string, string> => ({
  accept: '*/*',
  host,
  'user-agent': userAgent,
  'x-forwarded-for': sourceIp,
  'x-forwarded-port': '443',
  'x-forwarded-proto': 'https',
  ...(body === '' ? {} : { 'content-type': 'application/json' }),
})

export const listsOf = (single: Record<string, string>) =>
  Object.fromEntries(Object.entries(single).map(([name, value]) => [name, [value]]))

/** The last value of a name counts, or all of them. */
export function queryOf(query: string) {
  const pairs = [...new URLSearchParams(query)]
  const single: Record<string, string> = {}
  const lists: Record<string, string[]> = {}
  for (const [name, value] of pairs) {
    single[name] = value
    lists[name] = [...(lists[name] ?? []), value]
  }
  return {
    single,
    lists,
    joined: Object.fromEntries(Object.entries(lists).map(([name, all]) => [name, all.join(',')])),
  }
}

/** As access logs write it: `24/Nov/2026:09:30:00 +0000`. */
export function logTime(now: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(now).toUTCString()) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}

export function restContext({ method, path }: Request, make: Make) {
  return {
    accountId: account,
    apiId: 'a1b2c3d4e5',
    domainName: `a1b2c3d4e5.execute-api.${region}.amazonaws.com`,
    domainPrefix: 'a1b2c3d4e5',
    extendedRequestId: make.hex(16),
    httpMethod: method,
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: null,
      apiKeyId: null,
      caller: null,
      clientCert: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp,
      user: null,
      userAgent,
      userArn: null,
    },
    path: `/prod${path}`,
    protocol: 'HTTP/1.1',
    requestId: make.id(),
    requestTime: logTime(make.now),
    requestTimeEpoch: make.now,
    resourceId: 'x1y2z3',
    resourcePath: '/{proxy+}',
    stage: 'prod',
  }
}

export function httpContext({ method, path }: Request, host: string, routeKey: string, stage: string, make: Make) {
  return {
    accountId: account,
    apiId: host.split('.')[0]!,
    domainName: host,
    domainPrefix: host.split('.')[0]!,
    http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent },
    requestId: make.hex(16),
    routeKey,
    stage,
    time: logTime(make.now),
    timeEpoch: make.now,
  }
}

export function version2(values: Request, host: string, routeKey: string, make: Make) {
  const { joined } = queryOf(values.query)
  return {
    version: '2.0',
    routeKey,
    rawPath: values.path,
    rawQueryString: values.query,
    headers: headersOf(host, values),
    ...(values.query === '' ? {} : { queryStringParameters: joined }),
    requestContext: httpContext(values, host, routeKey, '$default', make),
    ...(values.body === '' ? {} : { body: values.body }),
    isBase64Encoded: false,
  }
}

export const apiHost = `a1b2c3d4e5.execute-api.${region}.amazonaws.com`

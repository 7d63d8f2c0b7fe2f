// Payload format 2.0, which function URLs and HTTP APIs share (Developer Guide, urls-invocation; http-api-develop-integrations-lambda).
import { countsAsText } from '@playground/protocol'
import { eventBody } from './body-of-event.ts'
import { cookiesIn, headsOf, joined, logTime, partsOf, type HttpRequest } from './request.ts'

/** Where the request came in. */
export type Place = {
  accountId: string
  apiId: string
  domainName: string
  /** As the event says it, where that is not the one of the request. */
  rawPath?: string
  routeKey: string
  stage: string
  requestId: string
  authorizer?: object
  pathParameters?: Record<string, string>
  /** Heads that AWS keeps to itself, in lower case. */
  withheld?: readonly string[]
}

/** As JSON text. */
export function version2Event(request: HttpRequest, place: Place): string {
  const { accountId, apiId, authorizer, domainName, requestId, routeKey, stage, pathParameters = {} } = place
  const { path, query } = partsOf(request.target)
  const { rawPath = path, withheld = [] } = place
  const heads = headsOf(request).map(([name, value]) => [name.toLowerCase(), value] as const)
  const cookies = heads.filter(([name]) => name === 'cookie').flatMap(([, value]) => cookiesIn(value))
  const headers = joined(heads.filter(([name]) => name !== 'cookie' && !withheld.includes(name)))
  const { method, protocol, sourceIp, epochMs, body } = request
  return JSON.stringify({
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    ...(query === '' ? {} : { queryStringParameters: joined(new URLSearchParams(query)) }),
    requestContext: {
      accountId,
      apiId,
      ...(authorizer === undefined ? {} : { authorizer }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: { method, path: rawPath, protocol, sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey,
      stage,
      time: logTime(epochMs),
      timeEpoch: epochMs,
    },
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...(body.byteLength === 0 ? { isBase64Encoded: false } : eventBody(body, countsAsText(headers['content-type']))),
  })
}

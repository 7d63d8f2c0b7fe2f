// Payload format 1.0: of a REST API, or of an HTTP API that asks for it (Developer Guide of API Gateway, set-up-lambda-proxy-integrations).
import { accountId, countsAsText } from '@playground/protocol'
import { eventBody, type EventBody } from '../by-http/body-of-event.ts'
import { headsOf, lastOf, listsOf, logTime, partsOf, type HttpRequest } from '../by-http/request.ts'
import { domainOf, hash, idOf, shortId } from './api.ts'
import type { Found } from './find-route.ts'
import { matchesType } from './media-types.ts'
import { decodedParameters, stagedPath } from './staged-path.ts'

/** As JSON text. */
export function version1Event(request: HttpRequest, found: Found): string {
  const { api, route, stage } = found
  const { query } = partsOf(request.target)
  const rest = api.kind === 'rest'
  const heads = rest ? oneCase(headsOf(request, capital)) : headsOf(request).map(inLowerCase)
  const headers = listsOf(heads)
  const lists = listsOf(new URLSearchParams(query))
  const parameters = rest ? found.parameters : decodedParameters(found)
  const domainName = domainOf(api.kind, api.name)
  const extendedRequestId = shortId(request.requestId)
  const header = (name: string) => heads.find(([known]) => known.toLowerCase() === name)?.[1]
  return JSON.stringify({
    ...(rest ? {} : { version: '1.0' }),
    resource: route.path,
    path: rest ? found.path : stagedPath(found),
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastOf(lists)),
    multiValueQueryStringParameters: orNull(lists),
    pathParameters: orNull(parameters),
    stageVariables: null,
    requestContext: {
      resourceId: rest ? hash(route.path).slice(0, 6) : keyOf(found),
      resourcePath: route.path,
      httpMethod: request.method,
      extendedRequestId,
      requestTime: logTime(request.epochMs),
      path: rest ? `/${stage}${found.path}` : stagedPath(found),
      accountId,
      protocol: request.protocol,
      stage,
      domainPrefix: idOf(api.kind, api.name),
      requestTimeEpoch: request.epochMs,
      requestId: rest ? request.requestId : extendedRequestId,
      identity: {
        cognitoIdentityPoolId: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        clientCert: null,
        cognitoIdentityId: null,
        caller: null,
        sourceIp: request.sourceIp,
        principalOrgId: null,
        accessKey: null,
        cognitoAuthenticationType: null,
        cognitoAuthenticationProvider: null,
        userArn: null,
        userAgent: header('user-agent') ?? null,
        user: null,
      },
      domainName,
      apiId: idOf(api.kind, api.name),
    },
    ...bodyOf(request.body, header('content-type'), found),
  })
}

/** `GET /items/{id}`, or `$default`. */
export function keyOf({ route }: Pick<Found, 'route'>): string {
  return route.path === '$default' ? '$default' : `${route.method} ${route.path}`
}

/** A REST API reads what it was not told to be binary as text, whatever it is. */
function bodyOf(bytes: Uint8Array, type: string | undefined, { api, route }: Found): EventBody | NoBody {
  if (bytes.byteLength === 0) return { body: null, isBase64Encoded: false }
  if (api.kind !== 'rest') return eventBody(bytes, countsAsText(type))
  return matchesType(route.binaryTypes, type ?? 'application/json')
    ? eventBody(bytes, false)
    : { body: Buffer.from(bytes).toString('utf8'), isBase64Encoded: false }
}

type NoBody = { body: null; isBase64Encoded: false }

/** The heads that a REST API adds are written as people write them: `X-Amzn-Trace-Id`. */
function capital(name: string): string {
  return name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}

/** Several of one name are one, in the case of the first. */
function oneCase(heads: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const cases = new Map<string, string>()
  for (const [name] of heads) if (!cases.has(name.toLowerCase())) cases.set(name.toLowerCase(), name)
  return heads.map(([name, value]) => [cases.get(name.toLowerCase())!, value])
}

function inLowerCase([name, value]: readonly [string, string]): readonly [string, string] {
  return [name.toLowerCase(), value]
}

function orNull<T extends object>(of: T): T | null {
  return Object.keys(of).length === 0 ? null : of
}

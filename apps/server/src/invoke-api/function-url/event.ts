// The event that Lambda makes of an HTTP request: payload format 2.0 (Developer Guide, urls-invocation).
import { createHash } from 'node:crypto'
import { accountId, countsAsText, httpCallHead, type Heads } from '@playground/protocol'
import { tokenCookie, tokenHeader } from '../../http/guard.ts'
import { region } from '../function-name.ts'
import { hopByHop } from './hop-by-hop.ts'

export type HttpCall = {
  function: string
  method: string
  /** Path and query as on the function's own domain, undecoded. */
  target: string
  /** `HTTP/1.1` */
  protocol: string
  heads: Heads
  body: Uint8Array
  /** Of the caller, and the port that it called. */
  sourceIp: string
  port: number
  requestId: string
  /** `Root=…;Parent=…;Sampled=…` */
  traceId: string
  epochMs: number
  /** The access key that signed it, where the URL asks for one. */
  accessKey?: string | undefined
}

/** As JSON text. */
export function eventOf(call: HttpCall): string {
  const { method, target, accessKey, requestId, epochMs } = call
  const query = target.indexOf('?')
  const [rawPath, rawQueryString] = query < 0 ? [target, ''] : [target.slice(0, query), target.slice(query + 1)]
  const cookies = cookiesOf(call.heads)
  const headers = headersOf(call)
  const parameters = joined(new URLSearchParams(rawQueryString))
  const id = urlIdOf(call.function)
  return JSON.stringify({
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    ...(rawQueryString === '' ? {} : { queryStringParameters: parameters }),
    requestContext: {
      accountId: accessKey === undefined ? 'anonymous' : accountId,
      apiId: id,
      ...(accessKey === undefined ? {} : { authorizer: { iam: signer(accessKey) } }),
      domainName: `${id}.lambda-url.${region}.on.aws`,
      domainPrefix: id,
      http: {
        method,
        path: rawPath,
        protocol: call.protocol,
        sourceIp: call.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: logTime(epochMs),
      timeEpoch: epochMs,
    },
    ...bodyOf(call.body, headers['content-type']),
  })
}

/** In AWS's form, and the same for a function in every session. */
function urlIdOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32)
}

function headersOf({ heads, sourceIp, port, traceId, accessKey }: HttpCall): Record<string, string> {
  const headers = joined(
    heads
      .map(([name, value]): [string, string] => [name.toLowerCase(), value])
      .filter(([name]) => !hopByHop.has(name) && name !== 'cookie' && name !== tokenHeader && name !== httpCallHead),
  )
  // AWS keeps the signature to itself.
  if (accessKey !== undefined) delete headers['authorization']
  const via = headers['x-forwarded-for']
  return {
    ...headers,
    'x-amzn-trace-id': traceId.split(';')[0]!,
    'x-forwarded-for': via === undefined ? sourceIp : `${via}, ${sourceIp}`,
    'x-forwarded-port': String(port),
    'x-forwarded-proto': 'http',
  }
}

/** Several values of one name, joined with a comma. */
function joined(pairs: Iterable<[string, string]>): Record<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of pairs) {
    const before = values.get(name)
    values.set(name, before === undefined ? value : `${before},${value}`)
  }
  return Object.fromEntries(values)
}

/** A browser sends what it keeps for an address to every port of it: the playground's own token is no business of a function. */
function cookiesOf(heads: Heads): string[] {
  return heads
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '' && !cookie.startsWith(`${tokenCookie}=`))
}

/** Text by its type alone, as API Gateway's HTTP APIs do it; what is no UTF-8 would be lost as text. */
function bodyOf(bytes: Uint8Array, contentType: string | undefined): { body?: string; isBase64Encoded: boolean } {
  if (bytes.byteLength === 0) return { isBase64Encoded: false }
  if (countsAsText(contentType)) {
    try {
      const body = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      return { body, isBase64Encoded: false }
    } catch {
      // It says text, and is none.
    }
  }
  return { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true }
}

/** The signature is not verified, so all that is known of who made it is the key. */
function signer(accessKey: string) {
  const userId = `AIDA${accessKey.slice(4)}`
  return {
    accessKey,
    accountId,
    callerId: userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: `arn:aws:iam::${accountId}:user/unverified`,
    userId,
  }
}

/** As access logs write it: `12/Mar/2020:19:03:58 +0000`. */
function logTime(epochMs: number): string {
  const [, day, month, year, time] = new Date(epochMs).toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}

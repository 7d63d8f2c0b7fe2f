// The HTTP request that an event stands for: the very one for payload 2.0, as near as can be for others.
import { connectionHeads, countsAsText, httpCallHead, type HttpMethod, type HttpRequest } from './http-call.ts'

/** `notes`: what of the event a call of the URL cannot bring about, and why, each a sentence. */
export type DerivedRequest = {
  from: 'version-2' | 'rest-api' | 'load-balancer' | 'json' | 'text'
  request: HttpRequest
  notes: string[]
}

type Json = Record<string, unknown>

export function httpRequestOf(text: string): DerivedRequest {
  let event: unknown
  try {
    event = JSON.parse(text)
  } catch {
    const type = 'text/plain; charset=utf-8'
    return { from: 'text', request: plain(text, text.trim() === '' ? undefined : type), notes: [] }
  }
  if (isJson(event)) {
    const context = jsonIn(event, 'requestContext')
    if (isJson(context['http'])) return ofVersion2(event, context, context['http'])
    if (isJson(context['elb'])) return ofVersion1(event, 'load-balancer')
    if (typeof event['httpMethod'] === 'string' && 'path' in event) return ofVersion1(event, 'rest-api')
  }
  return { from: 'json', request: plain(text, 'application/json'), notes: [] }
}

/** What such a listener adds to every request itself. */
const added = /^(?:x-forwarded-(?:for|port|proto)|x-amzn-trace-id|via)$/

function ofVersion2(event: Json, context: Json, http: Json): DerivedRequest {
  const notes: string[] = []
  const rawQuery = textIn(event, 'rawQueryString')
  const query = rawQuery === '' ? queryFrom(jsonIn(event, 'queryStringParameters'), encodeURIComponent) : rawQuery
  const { heads, left } = headsFrom(jsonIn(event, 'headers'))
  const cookies = Array.isArray(event['cookies']) ? event['cookies'].filter((one) => typeof one === 'string') : []
  if (cookies.length > 0) heads.push(['cookie', cookies.join('; ')])
  if (left.length > 0) notes.push(`${andList(left)}: the connection and Lambda write their own.`)
  const domain = textIn(context, 'domainName')
  if (domain !== '') notes.push(`${domain}: the function is called at its URL here, and requestContext says so.`)
  if (context['authorizer'] !== undefined && context['authorizer'] !== null)
    notes.push('requestContext.authorizer: nobody is asked who calls.')
  const route = textIn(event, 'routeKey')
  if (route !== '' && route !== '$default') notes.push(`The route ${route}: a function URL has no routes but $default.`)
  notes.push(...givenOf(event, ['pathParameters', 'stageVariables'], 'API Gateway’s alone'))
  const text = countsAsText(heads.find(([name]) => name.toLowerCase() === 'content-type')?.[1])
  if (textIn(event, 'body') !== '' && text === (event['isBase64Encoded'] === true))
    notes.push(
      text
        ? 'isBase64Encoded: the type of the body says text, and the event will have it as text.'
        : 'isBase64Encoded: the type of the body does not say text, and the event will have it in base64.',
    )
  const path = textIn(event, 'rawPath') || textIn(http, 'path') || '/'
  return {
    from: 'version-2',
    request: made(textIn(http, 'method'), path, query, heads, event, notes),
    notes,
  }
}

function ofVersion1(event: Json, from: 'rest-api' | 'load-balancer'): DerivedRequest {
  const notes = [
    `The function gets payload 2.0, and not the event of ${from === 'rest-api' ? 'a REST API' : 'a load balancer'}: other members, for the same request.`,
  ]
  const several = jsonIn(event, 'multiValueQueryStringParameters')
  const given = Object.keys(several).length > 0 ? several : jsonIn(event, 'queryStringParameters')
  // A load balancer passes the query on as it was written; API Gateway decodes it.
  const query = queryFrom(given, from === 'rest-api' ? encodeURIComponent : (written) => written)
  const manyHeads = jsonIn(event, 'multiValueHeaders')
  const { heads, left } = headsFrom(Object.keys(manyHeads).length > 0 ? manyHeads : jsonIn(event, 'headers'))
  if (left.length > 0) notes.push(`${andList(left)}: the connection and Lambda write their own.`)
  if (from === 'rest-api') {
    notes.push(...givenOf(event, ['resource', 'pathParameters', 'stageVariables'], 'API Gateway’s alone'))
    const authorizer = jsonIn(event, 'requestContext')['authorizer']
    if (authorizer !== undefined && authorizer !== null)
      notes.push('requestContext.authorizer: nobody is asked who calls.')
  } else notes.push('requestContext.elb: the target group is the load balancer’s alone.')
  const path = textIn(event, 'path') || '/'
  return { from, request: made(textIn(event, 'httpMethod'), path, query, heads, event, notes), notes }
}

function made(
  method: string,
  path: string,
  query: string,
  heads: HttpRequest['heads'],
  event: Json,
  notes: string[],
): HttpRequest {
  const written = query === '' ? path : `${path}?${query}`
  const target = encodedTarget(written)
  if (target !== written) notes.push('The path has characters that no request line can have: they are sent as %….')
  const body = textIn(event, 'body')
  return {
    // The editor says what is wrong with one that cannot be sent.
    method: (method === '' ? 'GET' : method.toUpperCase()) as HttpMethod,
    target,
    heads,
    body,
    ...(event['isBase64Encoded'] === true && body !== '' ? { base64: true as const } : {}),
  }
}

/** What a request line cannot carry is written as `%…`; what is encoded already stays as it is. */
function encodedTarget(target: string): string {
  const path = target.startsWith('/') ? target : `/${target}`
  return path.replaceAll(/[^!-~]+|#/gu, (letters) =>
    Array.from(
      new TextEncoder().encode(letters),
      (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  )
}

function plain(body: string, type: string | undefined): HttpRequest {
  return { method: 'POST', target: '/', heads: type === undefined ? [] : [['content-type', type]], body }
}

/** `left`: those that are not to be sent, since they are the connection's or Lambda's. */
function headsFrom(headers: Json): { heads: HttpRequest['heads']; left: string[] } {
  const heads: HttpRequest['heads'] = []
  const left: string[] = []
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase()
    if (connectionHeads.has(key) || added.test(key) || key === httpCallHead) {
      // Nobody misses what only ever described the connection.
      if (key === 'host' || added.test(key)) left.push(key)
    } else for (const one of valuesOf(value)) heads.push([name, one])
  }
  return { heads, left }
}

function queryFrom(given: Json, encode: (text: string) => string): string {
  return Object.entries(given)
    .flatMap(([name, value]) => valuesOf(value).map((one) => `${encode(name)}=${encode(one)}`))
    .join('&')
}

function valuesOf(value: unknown): string[] {
  const all = Array.isArray(value) ? value : [value]
  return all.filter((one) => one !== null && one !== undefined && typeof one !== 'object').map(String)
}

function givenOf(event: Json, names: readonly string[], why: string): string[] {
  const there = names.filter((name) => event[name] !== undefined && event[name] !== null)
  return there.length === 0 ? [] : [`${andList(there)}: ${why}.`]
}

function andList(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function jsonIn(of: Json, name: string): Json {
  const value = of[name]
  return isJson(value) ? value : {}
}

function textIn(of: Json, name: string): string {
  const value = of[name]
  return typeof value === 'string' ? value : ''
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// The listener of HTTP APIs: the routes of functions answer as API Gateway and load balancers would.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { apiLimits, endpointTimeout } from '@playground/protocol'
import type { RequestBody } from '../../http/body.ts'
import { guardFunctionUrls } from '../../http/guard.ts'
import { isConfigured, isPreflight, preflightHeads } from '../by-http/cors.ts'
import { foreignRefusal } from '../by-http/door.ts'
import { invokeFor, openCall, readCall, tooLarge, type HttpCall, type HttpCallParts } from '../by-http/http-call.ts'
import { plain } from '../by-http/plain.ts'
import { httpRequestOf, partsOf } from '../by-http/request.ts'
import { apisOf, type Api } from './api.ts'
import { eventOf } from './event.ts'
import { findRoute, nearestApi, type Found } from './find-route.ts'
import { listing } from './listing.ts'
import { mannerOf, wordsOf } from './manners.ts'

export type HttpApiParts = HttpCallParts & {
  allowHosts: readonly string[]
  /** Origins that may call any route. */
  allowOrigins: readonly string[]
}

export function httpApis(parts: HttpApiParts): RequestListener {
  return function handle(request: IncomingMessage, response: ServerResponse) {
    // Sent before the answer to the one before it: its exchange begins in its turn.
    if (response.socket === null) return void response.once('socket', () => handle(request, response))
    const refused = guardFunctionUrls(request, parts.allowHosts)
    if (refused !== undefined) return plain(response, refused.status, `${refused.message}\n`)
    const all = apisOf(parts.functions.list())
    const { name, apis } = namedBy(request.headers.host ?? '', all)
    if (name !== undefined && apis.length === 0) return plain(response, 404, noApi(name, request))
    const { path } = partsOf(request.url ?? '/')
    const found = findRoute(apis, request.method, path)
    const preflight = preflightOf(request, apis, path, found)
    const target = preflight ?? found
    if (target === undefined) return noRoute(request, response, apis, path)
    const foreign = foreignRefusal(request, door(target), parts.allowOrigins)
    if (foreign !== undefined) return plain(response, foreign.status, `${foreign.message}\n`)
    take(parts, target, preflight !== undefined, request, response)
  }
}

/** `API.localhost` is that API alone; browsers write it in lower case. */
function namedBy(host: string, all: Api[]): { name: string | undefined; apis: Api[] } {
  const name = /^(.+)\.localhost(?::\d+)?$/i.exec(host)?.[1]
  if (name === undefined) return { name, apis: all }
  return { name, apis: all.filter((api) => api.name.toLowerCase() === name.toLowerCase()) }
}

/**
 * Where CORS is configured the API answers what asks for it: a preflight of an HTTP API, and any OPTIONS of a REST API, whose template has
 * that answered by a mock, but for one that a function asked for by name.
 */
function preflightOf(
  request: IncomingMessage,
  apis: readonly Api[],
  path: string,
  found: Found | undefined,
): Found | undefined {
  if (request.method !== 'OPTIONS') return undefined
  const target = found ?? findRoute(apis, request.headers['access-control-request-method'], path)
  if (target === undefined || !isConfigured(target.route.cors)) return undefined
  if (target.api.kind === 'http') return isPreflight(request) ? target : undefined
  return target.api.kind === 'rest' && target.route.method !== 'OPTIONS' ? target : undefined
}

const door = ({ route, definition }: Found) => ({
  cors: route.cors,
  what: `the function ${definition.name} by its route ${route.method} ${route.path}`,
  setting: (origin: string) =>
    definition.project === undefined
      ? `"cors": { "allowOrigins": ["${origin}"] } of that route in its function.json`
      : `${origin} among the allowed origins of the API in ${definition.project.file}`,
})

function take(
  parts: HttpApiParts,
  found: Found,
  preflight: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { api, route, definition } = found
  const call = openCall(parts, request, response, {
    endpoint: 'http-api',
    function: definition.name,
    preflight,
    manner: (ids) => mannerOf(found, request.headers.accept, ids),
    // A REST API and a load balancer leave it to the function.
    cors: api.kind === 'http' ? route.cors : undefined,
  })
  readCall(call, limitOf(found), (body) => {
    if (preflight) answerPreflight(call, found)
    else invoke(parts, call, found, body)
  })
}

function answerPreflight({ exchange, requestId, traceId }: HttpCall, { api, route }: Found): void {
  const { origin } = exchange.request.headers
  const cors = route.cors ?? {}
  // A mock says the same to all.
  const asked = api.kind === 'rest' ? (origin ?? cors.allowOrigins?.[0]) : origin
  const heads = { ...preflightHeads(cors, asked), ...wordsOf[api.kind].heads({ requestId, traceId }) }
  exchange.answer({ status: api.kind === 'rest' ? 200 : 204, heads })
}

function invoke(parts: HttpApiParts, call: HttpCall, found: Found, body: RequestBody): void {
  const { definition, route, api } = found
  const { exchange, reply, requestId, traceId } = call
  const { request } = exchange
  if (body.tooLarge) return reply.refuse(tooLarge('its body', body.length, limitOf(found)))
  const known = { target: request.url ?? '/', body: body.bytes, requestId, traceId, epochMs: parts.clock.epoch() }
  const event = eventOf(httpRequestOf(request, known), found)
  const streams = api.kind === 'rest' && route.stream === true
  const { patience } = wordsOf[api.kind]
  // Who looks at a function in a debugger takes longer than any API waits, and what streams may take as long as it likes.
  if (patience === undefined || streams || definition.execution.debug)
    return invokeFor(parts, call, { definition, via: 'http-api', event, streams })
  const message = `The API waited ${patience.ms / 1000} s for the function, and told its caller so. The function goes on.`
  const answered = parts.clock.after(patience.ms, () =>
    reply.give(patience.answer, { errorType: endpointTimeout, message }),
  )
  invokeFor(parts, call, { definition, via: 'http-api', event, streams, answered })
}

/** Of a request's body, bytes. */
function limitOf({ api }: Found): number {
  return api.kind === 'alb' ? apiLimits.albBodyBytes : apiLimits.bodyBytes
}

/** Nothing was asked of a function: nothing is told to the journal. */
function noRoute(request: IncomingMessage, response: ServerResponse, apis: readonly Api[], path: string): void {
  const host = request.headers.host ?? ''
  if (path === '/' && request.method === 'GET') return plain(response, 200, listing(apis, host))
  const api = nearestApi(apis, path)
  if (api === undefined) return plain(response, 404, listing(apis, host))
  const { status, heads, body } = wordsOf[api.kind].noRoute
  response
    .writeHead(status, { ...heads, 'X-Content-Type-Options': 'nosniff', 'Content-Length': body.byteLength })
    .end(request.method === 'HEAD' ? undefined : body)
}

function noApi(name: string, { socket }: IncomingMessage): string {
  return `${JSON.stringify(name)} is no API. Those that there are: http://127.0.0.1:${socket.localPort}/\n`
}

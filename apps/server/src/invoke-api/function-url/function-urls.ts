// The listener of function URLs: an HTTP call becomes an event, and what the function returns becomes its answer (Developer Guide, urls-invocation).
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { functionNamePattern, requestPayloadLimit, type Cors } from '@playground/protocol'
import type { RequestBody } from '../../http/body.ts'
import { guardFunctionUrls } from '../../http/guard.ts'
import { isConfigured, isPreflight, preflightHeads } from '../by-http/cors.ts'
import { foreignRefusal, navigates } from '../by-http/door.ts'
import { invokeFor, openCall, readCall, tooLarge, type HttpCall, type HttpCallParts } from '../by-http/http-call.ts'
import { plain } from '../by-http/plain.ts'
import { httpRequestOf } from '../by-http/request.ts'
import { functionArn } from '../function-name.ts'
import { addressOf, type Address } from './address.ts'
import { eventOf } from './event.ts'
import { listing } from './listing.ts'
import { forbidden, urlManner } from './url-manner.ts'

export type FunctionUrlParts = HttpCallParts & {
  allowHosts: readonly string[]
  /** Origins that may call any function. */
  allowOrigins: readonly string[]
}

export function functionUrls(parts: FunctionUrlParts): RequestListener {
  return function handle(request: IncomingMessage, response: ServerResponse) {
    // Sent before the answer to the one before it: its exchange begins in its turn.
    if (response.socket === null) return void response.once('socket', () => handle(request, response))
    const refused = guardFunctionUrls(request, parts.allowHosts)
    if (refused !== undefined) return plain(response, refused.status, `${refused.message}\n`)
    const address = addressOf(request.headers.host ?? '', request.url ?? '/', parts.functions)
    if (address === undefined) return plain(response, 200, listing(parts.functions.list(), request.headers.host ?? ''))
    const { name, definition } = address
    const foreign = foreignRefusal(request, door(name, definition?.calling.url.cors), parts.allowOrigins)
    // A name that anybody can make up is told to the journal by no page of somebody else.
    if (!functionNamePattern.test(name) || (definition === undefined && foreign !== undefined))
      return plain(response, 404, noFunction(name, request))
    if (foreign !== undefined) return plain(response, foreign.status, `${foreign.message}\n`)
    if (address.bare && navigates(request)) return withSlash(request, response)
    take(parts, address, request, response)
  }
}

const door = (name: string, cors: Cors | undefined) => ({
  cors,
  what: `the function ${name}`,
  setting: (origin: string) => `"url": { "cors": { "allowOrigins": ["${origin}"] } } in its function.json`,
})

function take(parts: FunctionUrlParts, address: Address, request: IncomingMessage, response: ServerResponse): void {
  const cors = address.definition?.calling.url.cors
  const preflight = isPreflight(request) && isConfigured(cors)
  const call = openCall(parts, request, response, {
    endpoint: 'function-url',
    function: address.name,
    preflight,
    manner: urlManner,
    cors,
  })
  readCall(call, requestPayloadLimit, (body) => {
    if (preflight) call.exchange.answer({ status: 200, heads: preflightHeads(cors, request.headers.origin) })
    else invoke(parts, call, address, body)
  })
}

function invoke(parts: FunctionUrlParts, call: HttpCall, address: Address, body: RequestBody): void {
  const { reply, requestId, traceId } = call
  const { request } = call.exchange
  const { name, definition, target } = address
  if (definition === undefined) {
    const message = `Function not found: ${functionArn(name)}`
    return reply.refuse({ status: 404, type: 'ResourceNotFoundException', message })
  }
  const { authType, invokeMode } = definition.calling.url
  const accessKey = authType === 'AWS_IAM' ? accessKeyOf(request.headers.authorization) : undefined
  if (authType === 'AWS_IAM' && accessKey === undefined)
    return reply.give(forbidden, {
      errorType: 'AccessDeniedException',
      message: 'The URL asks for a request that is signed with Signature Version 4, and this one is not.',
    })
  if (body.tooLarge) return reply.refuse(tooLarge('its body', body.length, requestPayloadLimit))
  const known = { target, body: body.bytes, requestId, traceId, epochMs: parts.clock.epoch() }
  const event = eventOf({ ...httpRequestOf(request, known), function: name, accessKey })
  invokeFor(parts, call, { definition, via: 'function-url', event, streams: invokeMode === 'RESPONSE_STREAM' })
}

/** Undefined where it is no signature. It is not verified: there is nobody here whose secret could be known. */
function accessKeyOf(authorization: string | undefined): string | undefined {
  return /^AWS4-HMAC-SHA256 Credential=(\w+)\/\d{8}\/[\w-]+\/lambda\/aws4_request,\s*SignedHeaders=[\w;-]+,\s*Signature=[0-9a-f]{64}$/.exec(
    authorization ?? '',
  )?.[1]
}

/** Below it a page's own links lead. */
function withSlash(request: IncomingMessage, response: ServerResponse): void {
  const [path, ...query] = (request.url ?? '').split('?')
  response.writeHead(308, { Location: [`${path}/`, ...query].join('?'), 'Content-Length': 0 }).end()
}

function noFunction(name: string, { socket }: IncomingMessage): string {
  return `${JSON.stringify(name)} is no function. Those that there are: http://127.0.0.1:${socket.localPort}/\n`
}

// The listener of function URLs: an HTTP call becomes an event, and what the function returns becomes its answer (Developer Guide, urls-invocation).
import { randomUUID } from 'node:crypto'
import { STATUS_CODES, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { functionNamePattern, httpCallHead, requestPayloadLimit, uuidPattern } from '@playground/protocol'
import type { InvokeRefusal } from '../../environment/invocation.ts'
import { traceIdFor } from '../../environment/trace-id.ts'
import type { RequestBody } from '../../http/body.ts'
import { HttpExchange } from '../../http/exchange.ts'
import { guardFunctionUrls } from '../../http/guard.ts'
import { pairs } from '../../http/streamed-body.ts'
import { functionArn } from '../function-name.ts'
import type { InvokeParts } from '../ports.ts'
import { tenantProblem } from '../request.ts'
import { addressOf, type Address } from './address.ts'
import { isConfigured, isPreflight, preflightHeads } from './cors.ts'
import { foreignRefusal, navigates } from './door.ts'
import { eventOf } from './event.ts'
import { listing } from './listing.ts'
import { Reply } from './reply.ts'
import { StreamedResult } from './streamed-result.ts'

export type FunctionUrlParts = Omit<InvokeParts, 'events'> & {
  allowHosts: readonly string[]
  /** Origins that may call any function. */
  allowOrigins: readonly string[]
}

type Call = { exchange: HttpExchange; reply: Reply; requestId: string; traceId: string; address: Address }

export function functionUrls(parts: FunctionUrlParts): RequestListener {
  return function handle(request: IncomingMessage, response: ServerResponse) {
    // Sent before the answer to the one before it: its exchange begins in its turn.
    if (response.socket === null) return void response.once('socket', () => handle(request, response))
    const refused = guardFunctionUrls(request, parts.allowHosts)
    if (refused !== undefined) return plain(response, refused.status, `${refused.message}\n`)
    const address = addressOf(request.headers.host ?? '', request.url ?? '/', parts.functions)
    if (address === undefined) return plain(response, 200, listing(parts.functions.list(), request.headers.host ?? ''))
    const { name, definition } = address
    const foreign = foreignRefusal(request, name, definition?.calling.url.cors, parts.allowOrigins)
    // A name that anybody can make up is told to the journal by no page of somebody else.
    if (!functionNamePattern.test(name) || (definition === undefined && foreign !== undefined))
      return plain(response, 404, noFunction(name, request))
    if (foreign !== undefined) return plain(response, foreign.status, `${foreign.message}\n`)
    if (address.bare && navigates(request)) return withSlash(request, response)
    take(parts, address, request, response)
  }
}

function take(parts: FunctionUrlParts, address: Address, request: IncomingMessage, response: ServerResponse): void {
  const { recorder, gates, clock } = parts
  const cors = address.definition?.calling.url.cors
  const preflight = isPreflight(request) && isConfigured(cors)
  const requestId = requestIdOf(request)
  const of = { function: address.name, ...(preflight ? {} : { invocation: requestId }) }
  const exchange = new HttpExchange(request, response, recorder, gates, {
    endpoint: 'function-url',
    from: 'caller',
    of,
  })
  const traceId = traceIdFor(exchange.header('x-amzn-trace-id'), clock.epoch())
  const reply = new Reply(exchange, requestId, traceId, cors)
  exchange.admit(() => {
    exchange
      .body(requestPayloadLimit)
      .then((body) => {
        if (body.truncated) return
        if (preflight) exchange.answer({ status: 200, heads: preflightHeads(cors, request.headers.origin) })
        else invoke(parts, { exchange, reply, requestId, traceId, address }, body)
      })
      .catch(() =>
        reply.refuse({ status: 500, type: 'ServiceException', message: 'Something went wrong in the playground.' }),
      )
  })
}

/** A call that the page asked for has the id by which the page looks for it. */
function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers[httpCallHead]
  return typeof given === 'string' && uuidPattern.test(given) ? given : randomUUID()
}

function invoke(parts: FunctionUrlParts, call: Call, body: RequestBody): void {
  const { exchange, reply, requestId, traceId } = call
  const { request } = exchange
  const { name, definition, target } = call.address
  if (definition === undefined) {
    const message = `Function not found: ${functionArn(name)}`
    return reply.refuse({ status: 404, type: 'ResourceNotFoundException', message })
  }
  const { authType, invokeMode } = definition.calling.url
  const accessKey = authType === 'AWS_IAM' ? accessKeyOf(request.headers.authorization) : undefined
  if (authType === 'AWS_IAM' && accessKey === undefined)
    return reply.forbidden('The URL asks for a request that is signed with Signature Version 4, and this one is not.')
  if (body.tooLarge) return reply.refuse(tooLarge('its body', body.length))
  const event = eventOf({
    function: name,
    method: request.method ?? '',
    target,
    protocol: `HTTP/${request.httpVersion}`,
    heads: pairs(request.rawHeaders),
    body: body.bytes,
    sourceIp: request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '',
    port: request.socket.localPort ?? 0,
    requestId,
    traceId,
    epochMs: parts.clock.epoch(),
    accessKey,
  })
  const payload = Buffer.from(event)
  if (payload.byteLength > requestPayloadLimit)
    return reply.refuse(tooLarge('the event made of it', payload.byteLength))
  const problem = tenantProblem(undefined, definition.execution.tenantIsolation)
  if (problem !== undefined) return reply.refuse(problem)
  const streamed = invokeMode === 'RESPONSE_STREAM' ? new StreamedResult(reply) : undefined
  const invocation = parts.environments.receive(
    {
      requestId,
      type: 'RequestResponse',
      qualifier: undefined,
      invokedArn: functionArn(name),
      payload,
      clientContext: undefined,
      traceId,
      via: 'function-url',
    },
    definition,
    streamed,
  )
  invocation.onAnswered = (result) => (streamed ?? reply).finish(result)
  parts.environments.place(invocation)
}

/** Undefined where it is no signature. It is not verified: there is nobody here whose secret could be known. */
function accessKeyOf(authorization: string | undefined): string | undefined {
  return /^AWS4-HMAC-SHA256 Credential=(\w+)\/\d{8}\/[\w-]+\/lambda\/aws4_request,\s*SignedHeaders=[\w;-]+,\s*Signature=[0-9a-f]{64}$/.exec(
    authorization ?? '',
  )?.[1]
}

/** An event is larger than its body: by a third where that is no text. */
function tooLarge(what: string, bytes: number): InvokeRefusal {
  const message = `Request must be smaller than ${requestPayloadLimit} bytes for the InvokeFunction operation, and ${what} has ${bytes}`
  return { status: 413, type: 'RequestEntityTooLargeException', message }
}

/** Below it a page's own links lead. */
function withSlash(request: IncomingMessage, response: ServerResponse): void {
  const [path, ...query] = (request.url ?? '').split('?')
  response.writeHead(308, { Location: [`${path}/`, ...query].join('?'), 'Content-Length': 0 }).end()
}

function noFunction(name: string, { socket }: IncomingMessage): string {
  return `${JSON.stringify(name)} is no function. Those that there are: http://127.0.0.1:${socket.localPort}/\n`
}

/** The playground's own words: no call of a function. */
function plain(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, STATUS_CODES[status], {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Content-Length': Buffer.byteLength(text),
    })
    .end(text)
}

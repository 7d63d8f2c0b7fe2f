// Operations of the service that run nothing, each at its endpoint: recorded as other calls are, and answered as the service answers.
import { endpoints, managementBodyLimit, managementEndpoints, type ManagementEndpointId } from '@playground/protocol'
import type { Request, RequestHandler, Response } from 'express'
import { HttpExchange } from '../../http/exchange.ts'
import { requestIdOf } from '../call.ts'
import { exceptionAnswer } from '../exceptions.ts'
import { parseFunctionName } from '../function-name.ts'
import * as aliases from './aliases.ts'
import * as calling from './calling.ts'
import * as functions from './functions.ts'
import { Refused, refuse, refuseAs, type Asked, type Done, type ManagementParts, type Operation } from './operation.ts'
import { publishVersion } from './publish-version.ts'
import { updateConfiguration } from './update-configuration.ts'

const operations: Record<ManagementEndpointId, Operation> = {
  'list-functions': functions.listFunctions,
  'get-function': functions.getFunction,
  'delete-function': functions.deleteFunction,
  'get-configuration': functions.getConfiguration,
  'update-configuration': updateConfiguration,
  'publish-version': publishVersion,
  'list-versions': functions.listVersions,
  'list-aliases': aliases.listAliases,
  'create-alias': aliases.createAlias,
  'get-alias': aliases.getAlias,
  'update-alias': aliases.updateAlias,
  'delete-alias': aliases.deleteAlias,
  'get-url': calling.getUrl,
  'list-urls': calling.listUrls,
  'get-event-config': calling.getEventConfig,
  'put-event-config': calling.putEventConfig,
  'update-event-config': calling.updateEventConfig,
  'delete-event-config': calling.deleteEventConfig,
  'get-concurrency': calling.getConcurrency,
  'put-concurrency': calling.putConcurrency,
  'account-settings': functions.accountSettings,
}

/** By path, then by method. A slash at the end is no other path: older SDKs end ListFunctions with one. */
export function managementRoutes(parts: ManagementParts): [path: string, byMethod: Record<string, RequestHandler>][] {
  const updating = new Set<string>()
  const byPath = new Map<string, Record<string, RequestHandler>>()
  for (const [id, { method, path }] of Object.entries(managementEndpoints)) {
    const operation = operations[id as ManagementEndpointId]
    const byMethod = byPath.get(path) ?? {}
    byPath.set(path, byMethod)
    byMethod[method] = (request, response) =>
      handle(parts, id as ManagementEndpointId, operation, updating, request, response)
  }
  return [...byPath].map(([path, byMethod]) => [`${path}{/}`, byMethod])
}

/** A path of the service that is no operation here (API reference, Common Error Types); `methods`: with others it is one. */
export function unknownOperation(
  parts: Pick<ManagementParts, 'recorder' | 'gates'>,
  methods: readonly string[] = [],
): RequestHandler {
  const allow: Record<string, string> = methods.length === 0 ? {} : { Allow: methods.join(', ') }
  return (request, response) => {
    const requestId = requestIdOf(request)
    const opening = { endpoint: 'unknown', from: 'caller', of: {} } as const
    const exchange = new HttpExchange(request, response, parts.recorder, parts.gates, opening)
    exchange.admit(() => {
      const message = `${request.method} ${request.path} is no operation of the Lambda API that this playground knows.`
      const refusal = { status: methods.length === 0 ? 404 : 405, type: 'UnknownOperationException', message }
      const answer = exceptionAnswer(refusal, requestId)
      void exchange
        .body(managementBodyLimit)
        .then(() => exchange.answer({ ...answer, heads: { ...answer.heads, ...allow } }))
    })
  }
}

function handle(
  parts: ManagementParts,
  id: ManagementEndpointId,
  operation: Operation,
  updating: Set<string>,
  request: Request,
  response: Response,
): void {
  const requestId = requestIdOf(request)
  const params = request.params as Record<string, string>
  const named = parseFunctionName(params['name'] ?? '')
  const of = named === undefined ? {} : { function: named.name }
  const exchange = new HttpExchange(request, response, parts.recorder, parts.gates, {
    endpoint: id,
    from: 'caller',
    of,
  })
  const work = async (): Promise<void> => {
    const { bytes, tooLarge, truncated } = await exchange.body(managementBodyLimit)
    if (truncated) return
    if (tooLarge)
      refuseAs(
        413,
        'RequestEntityTooLargeException',
        `Request must be smaller than ${managementBodyLimit} bytes for the ${endpoints[id].label} operation`,
      )
    const query = new URL(request.url, 'http://localhost').searchParams
    const asked: Asked = { url: request.url, query, params, body: parsed(bytes), updating }
    answer(await operation(parts, asked))
  }
  const answer = ({ status = 200, body = {} }: Done) =>
    exchange.answer({
      status,
      heads: { ...(status === 204 ? {} : { 'Content-Type': 'application/json' }), 'x-amzn-RequestId': requestId },
      body: status === 204 ? '' : JSON.stringify(body),
    })
  exchange.admit(() => {
    work().catch((problem: unknown) => {
      const ours = { status: 500, type: 'ServiceException', message: 'Something went wrong in the playground.' }
      exchange.answer(exceptionAnswer(problem instanceof Refused ? problem.refusal : ours, requestId))
    })
  })
}

function parsed(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.byteLength === 0) return {}
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : 'not JSON'
    refuseAs(400, 'InvalidRequestContentException', `Could not parse request body into json: ${why}`)
  }
  return refuse('The body is no JSON object.')
}

// What a function returned, as a REST API, an HTTP API with payload 1.0, or a load balancer makes an HTTP answer of it: more strictly than payload 2.0.
import {
  bodyOf,
  headersIn,
  headsFrom,
  isObject,
  parsed,
  shown,
  statusOf,
  type HttpAnswer,
  type NoAnswer,
  type Renamed,
} from '../by-http/http-answer.ts'
import { firstAccepted, matchesType } from './media-types.ts'

/** What it knows of the answer that is asked for. */
export type Wanted = {
  binaryTypes: readonly string[] | undefined
  accept: string | undefined
}

/** Heads that API Gateway sets itself, under the names that it gives those of the function. */
const renamedByApi: Renamed = Object.fromEntries(
  ['Connection', 'Content-Length', 'Date', 'Server', 'Host', 'User-Agent', 'WWW-Authenticate', 'Authorization'].map(
    (name) => [name.toLowerCase(), `x-amzn-Remapped-${name}`],
  ),
)
const members = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'])

/** A REST API: what is in base64 is decoded only where the caller's first `Accept` is one of the API's binary types. */
export function restAnswer(result: Uint8Array, { binaryTypes, accept }: Wanted): HttpAnswer | NoAnswer {
  const value = objectIn(result)
  if ('problem' in value) return value
  const unknown = Object.keys(value.object).find((name) => !members.has(name))
  if (unknown !== undefined)
    return { problem: `The function’s answer has ${shown(unknown)}: a REST API takes ${[...members].join(', ')}.` }
  const decodes = matchesType(binaryTypes, firstAccepted(accept))
  return answerOf(decodes ? value.object : { ...value.object, isBase64Encoded: false }, 'application/json')
}

/** An HTTP API with payload 1.0. */
export function version1Answer(result: Uint8Array): HttpAnswer | NoAnswer {
  const value = objectIn(result)
  return 'problem' in value ? value : answerOf(value.object, 'application/json')
}

/** A load balancer has only one of the two kinds of heads. */
export function albAnswer(result: Uint8Array, several: boolean): HttpAnswer | NoAnswer {
  const value = objectIn(result)
  if ('problem' in value) return value
  const { headers, multiValueHeaders, statusCode, ...rest } = value.object
  if (statusCode === undefined)
    return { problem: 'The function’s answer has no statusCode, and a load balancer needs one.' }
  const heads = several ? { multiValueHeaders } : { headers }
  return answerOf({ ...rest, ...heads, statusCode }, 'application/octet-stream', {})
}

function objectIn(result: Uint8Array): { object: Record<string, unknown> } | NoAnswer {
  const value = parsed(result)
  return isObject(value)
    ? { object: value }
    : { problem: 'The function returned no object with statusCode, headers and body, of which an answer is made.' }
}

function answerOf(
  { statusCode = 200, headers, multiValueHeaders, body, isBase64Encoded }: Record<string, unknown>,
  contentType: string,
  renamed = renamedByApi,
): HttpAnswer | NoAnswer {
  const status = statusOf(
    typeof statusCode === 'string' && /^\d{3}$/.test(statusCode) ? Number(statusCode) : statusCode,
  )
  if (typeof status !== 'number') return status
  const single = headersIn('headers', headers)
  if ('problem' in single) return single
  const several = headersIn('multiValueHeaders', multiValueHeaders)
  if ('problem' in several) return several
  const given = new Map<string, [name: string, values: unknown[]]>()
  for (const [name, values] of several.headers) {
    if (!Array.isArray(values))
      return {
        problem: `The function’s multiValueHeaders have ${shown(name)}: ${shown(values)}, which must be a list.`,
      }
    given.set(name.toLowerCase(), [name, values as unknown[]])
  }
  for (const [name, value] of single.headers) {
    const known = given.get(name.toLowerCase())
    if (known === undefined) given.set(name.toLowerCase(), [name, [value]])
    else if (!known[1].includes(value)) given.set(name.toLowerCase(), [name, [value, ...known[1]]])
  }
  const heads = headsFrom([...given.values()], [], contentType, renamed)
  if ('problem' in heads) return heads
  const bytes = bodyOf({ body, isBase64Encoded })
  return 'problem' in bytes ? bytes : { status, heads: heads.heads, body: bytes.bytes }
}

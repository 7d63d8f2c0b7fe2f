// What a function returned, as the HTTP answer that Lambda makes of it (Developer Guide, urls-invocation).
import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { HeadValues } from '../../http/exchange.ts'
import { tokenCookie } from '../../http/guard.ts'
import { hopByHop } from './hop-by-hop.ts'

export type HttpHead = { status: number; heads: HeadValues }
/** Why no answer can be made of it, in a sentence for whoever wrote the function. */
export type NoAnswer = { problem: string }

/** Heads that the service sets itself, under the names that it gives those of the function. */
const renamed: Record<string, string> = {
  'content-length': 'x-amzn-Remapped-content-length',
  date: 'x-amzn-Remapped-date',
}
const ownHeads = new Set(['x-amzn-requestid', 'x-amzn-trace-id'])

/** A whole result. JSON that has no `statusCode` is a body itself. */
export function httpAnswer(result: Uint8Array): (HttpHead & { body: Uint8Array }) | NoAnswer {
  const value = parsed(result)
  if (value === undefined)
    return { problem: 'The function returned no JSON, of which a URL makes its answer. Return JSON.' }
  if (!isObject(value) || !('statusCode' in value))
    return { status: 200, heads: { 'Content-Type': 'application/json' }, body: result }
  const head = httpHead(value, 'application/json')
  if ('problem' in head) return head
  const body = bodyOf(value)
  return 'problem' in body ? body : { ...head, body: body.bytes }
}

/** The `statusCode`, `headers` and `cookies` of a result, or of a streamed one's prelude. */
export function httpHead(
  { statusCode = 200, headers = {}, cookies = [] }: Record<string, unknown>,
  contentType: string,
): HttpHead | NoAnswer {
  if (typeof statusCode !== 'number' || !Number.isInteger(statusCode) || statusCode < 200 || statusCode > 599)
    return { problem: `The function’s statusCode is ${shown(statusCode)}: it must be a whole number from 200 to 599.` }
  if (headers !== null && !isObject(headers))
    return { problem: `The function’s headers are ${shown(headers)}: they must be an object of strings.` }
  if (cookies !== null && !isTexts(cookies))
    return { problem: `The function’s cookies are ${shown(cookies)}: they must be a list of strings.` }
  const heads = new Map<string, [name: string, value: string]>([['content-type', ['Content-Type', contentType]]])
  const setCookies: string[] = []
  for (const [name, given] of Object.entries(headers ?? {})) {
    const value = textOf(given)
    const problem = value === undefined ? 'must be a string' : headProblem(name, value)
    if (value === undefined || problem !== undefined)
      return { problem: `The function’s header ${shown(name)} is ${shown(given)}: it ${problem}.` }
    const known = name.toLowerCase()
    if (known === 'set-cookie') setCookies.push(value)
    else if (!hopByHop.has(known) && !ownHeads.has(known)) heads.set(known, [renamed[known] ?? name, value])
  }
  for (const cookie of cookies ?? []) {
    const problem = headProblem('set-cookie', cookie)
    if (problem !== undefined)
      return { problem: `The function’s cookie ${shown(cookie)} cannot be sent: it ${problem}.` }
    setCookies.push(cookie)
  }
  // Cookies know no ports: this one would be the playground's.
  const sent = setCookies.filter((cookie) => !cookie.trimStart().startsWith(`${tokenCookie}=`))
  return {
    status: statusCode,
    heads: { ...Object.fromEntries(heads.values()), ...(sent.length === 0 ? {} : { 'Set-Cookie': sent }) },
  }
}

function bodyOf({ body = '', isBase64Encoded }: Record<string, unknown>): { bytes: Uint8Array } | NoAnswer {
  if (body === null) return { bytes: new Uint8Array() }
  if (typeof body !== 'string')
    return {
      problem: `The function’s body is ${shown(body)}: it must be a string, JSON.stringify(…) of it for example.`,
    }
  if (isBase64Encoded !== true) return { bytes: Buffer.from(body) }
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(body))
    return { problem: 'The function says that its body isBase64Encoded, and it is no base64.' }
  return { bytes: Buffer.from(body, 'base64') }
}

/** Undefined for a value that no header can have; numbers and truth values are written as text. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function headProblem(name: string, value: string): string | undefined {
  try {
    validateHeaderName(name)
  } catch {
    return 'must have a name of letters, digits and hyphens'
  }
  try {
    validateHeaderValue(name, value)
    return undefined
  } catch {
    return 'must hold no line break, control character, or letter beyond Latin-1'
  }
}

/** Undefined where it is no JSON. */
export function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 100)
}

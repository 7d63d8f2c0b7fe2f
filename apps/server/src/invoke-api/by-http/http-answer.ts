// What a function returned, as the HTTP answer that is made of it (Developer Guide, urls-invocation).
import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { HeadValues } from '../../http/exchange.ts'
import { tokenCookie } from '../../http/guard.ts'
import { hopByHop } from './hop-by-hop.ts'

export type HttpHead = { status: number; heads: HeadValues }
export type HttpAnswer = HttpHead & { body: Uint8Array }
/** Why no answer can be made of it, in a sentence for whoever wrote the function. */
export type NoAnswer = { problem: string }

/** Heads that the service sets itself, under the names that it gives those of the function. */
export type Renamed = Readonly<Record<string, string>>
const renamedByLambda: Renamed = {
  'content-length': 'x-amzn-Remapped-content-length',
  date: 'x-amzn-Remapped-date',
}
const ownHeads = new Set(['x-amzn-requestid', 'x-amzn-trace-id'])

/** A whole result. JSON that has no `statusCode` is a body itself. */
export function httpAnswer(result: Uint8Array): HttpAnswer | NoAnswer {
  const value = parsed(result)
  if (value === undefined) return { problem: 'The function returned no JSON, of which an answer is made. Return JSON.' }
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
  const status = statusOf(statusCode)
  if (typeof status !== 'number') return status
  const given = headersIn('headers', headers)
  if ('problem' in given) return given
  if (cookies !== null && !isTexts(cookies))
    return { problem: `The function’s cookies are ${shown(cookies)}: they must be a list of strings.` }
  const single = given.headers.map(([name, value]) => [name, [value]] as const)
  const heads = headsFrom(single, cookies ?? [], contentType, renamedByLambda)
  return 'problem' in heads ? heads : { status, heads: heads.heads }
}

export function statusOf(statusCode: unknown): number | NoAnswer {
  if (typeof statusCode !== 'number' || !Number.isInteger(statusCode) || statusCode < 200 || statusCode > 599)
    return { problem: `The function’s statusCode is ${shown(statusCode)}: it must be a whole number from 200 to 599.` }
  return statusCode
}

/** `name`: of the member that holds them. */
export function headersIn(name: string, value: unknown): { headers: [string, unknown][] } | NoAnswer {
  if (value === null || value === undefined) return { headers: [] }
  if (isObject(value)) return { headers: Object.entries(value) }
  return { problem: `The function’s ${name} are ${shown(value)}: they must be an object of strings.` }
}

/** Each name with its values. The last of those that have the same name counts, but for cookies, which add up. `contentType`: where the function gives none. */
export function headsFrom(
  given: readonly (readonly [name: string, values: readonly unknown[]])[],
  cookies: readonly string[],
  contentType: string,
  renamed: Renamed,
): { heads: HeadValues } | NoAnswer {
  const heads = new Map<string, [name: string, values: string | string[]]>([
    ['content-type', ['Content-Type', contentType]],
  ])
  const setCookies: string[] = []
  for (const [name, all] of given) {
    const values: string[] = []
    for (const one of all) {
      const text = textOf(one)
      const problem = text === undefined ? 'must be a string' : headProblem(name, text)
      if (text === undefined || problem !== undefined)
        return { problem: `The function’s header ${shown(name)} is ${shown(one)}: it ${problem}.` }
      values.push(text)
    }
    const known = name.toLowerCase()
    if (known === 'set-cookie') setCookies.push(...values)
    else if (values.length > 0 && !hopByHop.has(known) && !ownHeads.has(known))
      heads.set(known, [renamed[known] ?? name, values.length === 1 ? values[0]! : values])
  }
  for (const cookie of cookies) {
    const problem = headProblem('set-cookie', cookie)
    if (problem !== undefined)
      return { problem: `The function’s cookie ${shown(cookie)} cannot be sent: it ${problem}.` }
    setCookies.push(cookie)
  }
  // Cookies know no ports: this one would be the playground's.
  const sent = setCookies.filter((cookie) => !cookie.trimStart().startsWith(`${tokenCookie}=`))
  return { heads: { ...Object.fromEntries(heads.values()), ...(sent.length === 0 ? {} : { 'Set-Cookie': sent }) } }
}

export function bodyOf({ body = '', isBase64Encoded }: Record<string, unknown>): { bytes: Uint8Array } | NoAnswer {
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

export function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 100)
}

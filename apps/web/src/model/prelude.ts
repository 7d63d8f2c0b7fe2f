// A response that begins with what an HTTP response is to be: status, headers and cookies as JSON, eight zero bytes, then the body.

const zeros = 8

/** `bodyAt`: bytes before the body. `problem`: why the JSON is none of these, in words. */
export type Prelude = {
  statusCode?: number
  headers: [name: string, value: string][]
  cookies: string[]
  bodyAt: number
  problem?: string
}

/** `incomplete` as long as the eight zero bytes have not come. */
export function readPrelude(bytes: Uint8Array): Prelude | 'incomplete' {
  const end = endOf(bytes)
  if (end < 0) return 'incomplete'
  const found: Prelude = { headers: [], cookies: [], bodyAt: end + zeros }
  const value = jsonIn(bytes.subarray(0, end))
  if (value === undefined) return { ...found, problem: 'What comes before the zero bytes is no JSON.' }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ...found, problem: 'What comes before the zero bytes is no JSON object.' }
  const { statusCode, headers, cookies } = value as Record<string, unknown>
  if (typeof statusCode === 'number') found.statusCode = statusCode
  if (typeof headers === 'object' && headers !== null)
    found.headers = Object.entries(headers).map(([name, one]) => [name, String(one)])
  if (Array.isArray(cookies)) found.cookies = cookies.map(String)
  return found
}

/** Its JSON as it is, whatever it says; undefined where there is none. */
export function preludeJson(bytes: Uint8Array): unknown {
  const end = endOf(bytes)
  return end < 0 ? undefined : jsonIn(bytes.subarray(0, end))
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function endOf(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1))
    if (at + zeros <= bytes.byteLength && bytes.subarray(at, at + zeros).every((byte) => byte === 0)) return at
  return -1
}

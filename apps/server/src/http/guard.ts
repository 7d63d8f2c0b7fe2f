// The door of each listener: what is refused before any other code sees the request.
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export type GuardOptions = {
  /** Names beside the loopback's under which the playground may be reached. */
  allowHosts: readonly string[]
  /** Origins that may call the Lambda service API, and nothing else. */
  allowOrigins: readonly string[]
  /** Asked of everyone where it is set. */
  token: string | undefined
}

/** Why a request is refused; nothing was done. */
export type Refused = { status: 400 | 401 | 403; message: string }

const notAPath: Refused = { status: 400, message: 'The target of a request has to be a path.' }
const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])
export const tokenCookie = 'lambda-playground-token'
export const tokenHeader = 'lambda-playground-token'

/** A page in another tab must reach neither the page's own API nor anything that starts a process. */
export function guardPeople(request: IncomingMessage, options: GuardOptions): Refused | undefined {
  const host = hostRefusal(request, options.allowHosts)
  if (host !== undefined) return host
  const path = request.url ?? ''
  // Everything behind this door reads the target as a path below an address, and fails on what is none.
  if (!isPath(path) || path.startsWith('//') || !URL.canParse(path, 'http://localhost')) return notAPath
  const { origin } = request.headers
  const allowed = originAllowed(request, options)
  // A preflight carries no token, and does nothing.
  if (allowed && request.method === 'OPTIONS') return undefined
  if (origin !== undefined && !allowed && !isOwnOrigin(request))
    return refused(
      `The origin ${clip(origin)} may not call this playground; --allow-origin opens the Lambda API to one.`,
    )
  const site = request.headers['sec-fetch-site']
  const navigates =
    request.method === 'GET' &&
    request.headers['sec-fetch-mode'] === 'navigate' &&
    request.headers['sec-fetch-dest'] === 'document'
  if (!allowed && (site === 'cross-site' || site === 'same-site') && !(navigates && isPage(path)))
    return refused('Another web site may not call this playground.')
  if (options.token !== undefined && !hasToken(request, options.token)) {
    return { status: 401, message: 'A token is needed: open the address that the playground printed at its start.' }
  }
  return undefined
}

/** Runtimes are not browsers: anything that a browser's script would send is refused. */
export function guardRuntime(request: IncomingMessage, allowHosts: readonly string[]): Refused | undefined {
  if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) {
    return refused('This is a Runtime API; it is not for browsers.')
  }
  return hostRefusal(request, allowHosts) ?? (isPath(request.url ?? '') ? undefined : notAPath)
}

/** Functions answer here, on an origin of their own: each under the machine's own names, and under one that is its alone. */
export function guardFunctionUrls(request: IncomingMessage, allowHosts: readonly string[]): Refused | undefined {
  const host = isFunctionHost(request.headers.host) ? undefined : hostRefusal(request, allowHosts)
  return host ?? (isPath(request.url ?? '') ? undefined : notAPath)
}

/** Whether the request is one of a front end that was allowed with `--allow-origin`, on the Lambda service API. */
export function originAllowed(request: IncomingMessage, { allowOrigins }: GuardOptions): boolean {
  const { origin } = request.headers
  return origin !== undefined && allowOrigins.includes(origin) && /^\/20\d\d-\d\d-\d\d\//.test(request.url ?? '')
}

export function tokenMatches(given: string, token: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(token)
  return a.length === b.length && timingSafeEqual(a, b)
}

function hostRefusal(request: IncomingMessage, allowHosts: readonly string[]): Refused | undefined {
  const host = request.headers.host ?? ''
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (loopbackNames.has(name) || allowHosts.some((allowed) => allowed.toLowerCase() === name)) return undefined
  return refused(`The Host ${clip(host) || '(none)'} is not a name of this playground; --allow-host adds one.`)
}

/** Browsers look no name below `localhost` up, so that nobody can have one lead here. */
function isFunctionHost(host = ''): boolean {
  return /^[^.:]+\.localhost(:\d+)?$/i.test(host)
}

export function isOwnOrigin(request: IncomingMessage): boolean {
  return request.headers.origin === `http://${request.headers.host}`
}

/** Not an absolute form, which is for proxies, and not `*`. */
function isPath(target: string): boolean {
  return target.startsWith('/')
}

function isPage(path: string): boolean {
  return !/^\/(api|live|20\d\d-\d\d-\d\d)(\/|$|\?)/.test(path)
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const header = request.headers[tokenHeader]
  if (typeof header === 'string' && tokenMatches(header, token)) return true
  const cookie = request.headers.cookie?.split(';').find((part) => part.trim().startsWith(`${tokenCookie}=`))
  if (cookie !== undefined && tokenMatches(cookie.trim().slice(tokenCookie.length + 1), token)) return true
  const given = new URL(request.url ?? '/', 'http://localhost').searchParams.get('token')
  return given !== null && request.method === 'GET' && isPage(request.url ?? '/') && tokenMatches(given, token)
}

export function refused(message: string): Refused {
  return { status: 403, message }
}

export function clip(text: string): string {
  return text.slice(0, 100)
}

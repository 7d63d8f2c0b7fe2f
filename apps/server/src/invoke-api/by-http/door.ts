// Which web pages may call a function by HTTP: its own, and those that CORS settings or the command line let in.
import type { IncomingMessage } from 'node:http'
import type { Cors } from '@playground/protocol'
import { clip, isOwnOrigin, refused, type Refused } from '../../http/guard.ts'

export type Door = {
  cors: Cors | undefined
  /** What is called: `the function hello`. */
  what: string
  /** What to write, and where, so that an origin is let in. */
  setting: (origin: string) => string
}

/**
 * A page of somebody else could start processes here by a form, an image or a blind fetch, which CORS alone does not keep it from: it only
 * keeps the answer from being read. Whoever is no browser, and a link that is followed, is let in. `allowOrigins`: of the command line.
 */
export function foreignRefusal(
  request: IncomingMessage,
  { cors, what, setting }: Door,
  allowOrigins: readonly string[],
): Refused | undefined {
  const origin = foreignOrigin(request)
  if (origin === undefined) return undefined
  const allowed = cors?.allowOrigins ?? []
  if ([...allowed, ...allowOrigins].includes(origin) || allowed.includes('*')) return undefined
  const wanted = origin === 'null' ? '*' : clip(origin)
  const who = origin === 'null' ? 'A page that does not say where it is from' : `A page of ${clip(origin)}`
  const byFlag = origin === 'null' ? '' : `, or with --allow-origin ${wanted}, where the function answers CORS itself`
  return refused(`${who} may not call ${what}. Let it, with ${setting(wanted)}${byFlag}.`)
}

/** Whether a browser opens what is answered as a page of its own. */
export function navigates({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}

/** Undefined for a page of this origin, and for whoever is no page; `null` where a page does not tell. */
function foreignOrigin(request: IncomingMessage): string | undefined {
  const { origin, referer } = request.headers
  if (origin !== undefined) return isOwnOrigin(request) ? undefined : origin
  const site = request.headers['sec-fetch-site']
  if ((site !== 'cross-site' && site !== 'same-site') || navigates(request)) return undefined
  // Images, scripts and frames come without an Origin; a page can keep its address to itself, but not give another's.
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : 'null'
}

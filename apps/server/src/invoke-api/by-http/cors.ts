// CORS as a function's URL or an API is configured: preflights are answered for the function, and answers carry what the configuration says (API reference, Cors).
import type { IncomingMessage } from 'node:http'
import type { Cors } from '@playground/protocol'
import type { HeadValues } from '../../http/exchange.ts'

/** Without an origin that is allowed nothing is configured, and the function speaks for itself. */
export function isConfigured(cors: Cors | undefined): cors is Cors {
  return cors?.allowOrigins !== undefined && cors.allowOrigins.length > 0
}

export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers
}

export function preflightHeads(cors: Cors, origin: string | undefined): HeadValues {
  const heads = corsHeads(cors, origin)
  if (!('Access-Control-Allow-Origin' in heads)) return heads
  delete heads['Access-Control-Expose-Headers']
  const { allowMethods, allowHeaders, maxAge } = cors
  if (allowMethods !== undefined) heads['Access-Control-Allow-Methods'] = allowMethods.join(',')
  if (allowHeaders !== undefined) heads['Access-Control-Allow-Headers'] = allowHeaders.join(',')
  if (maxAge !== undefined) heads['Access-Control-Max-Age'] = String(maxAge)
  return heads
}

/** What an answer carries. `*` is never turned into the origin that asks: with credentials a browser refuses it, and should. */
export function corsHeads(cors: Cors, origin: string | undefined): HeadValues {
  const any = cors.allowOrigins?.includes('*') === true
  const vary: HeadValues = any ? {} : { Vary: 'Origin' }
  if (origin === undefined || !(any || cors.allowOrigins?.includes(origin))) return vary
  return {
    ...vary,
    'Access-Control-Allow-Origin': any ? '*' : origin,
    ...(cors.allowCredentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    ...(cors.exposeHeaders === undefined ? {} : { 'Access-Control-Expose-Headers': cors.exposeHeaders.join(',') }),
  }
}

/** The same put over the heads of the function, whose own word on CORS does not count then. */
export function withCors(heads: HeadValues, cors: Cors, origin: string | undefined): HeadValues {
  const kept = Object.entries(heads).filter(([name]) => !name.toLowerCase().startsWith('access-control-'))
  const own = corsHeads(cors, origin)
  const varies = kept.find(([name]) => name.toLowerCase() === 'vary')
  if (varies === undefined || own['Vary'] === undefined) return { ...Object.fromEntries(kept), ...own }
  const { Vary: vary, ...rest } = own
  const both = [varies[1], vary].flat().join(', ')
  return { ...Object.fromEntries(kept), ...rest, [varies[0]]: both }
}

// A request over HTTP as events are made of it, whatever their form.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { httpCallHead, uuidPattern, type Heads } from '@playground/protocol'
import { tokenCookie, tokenHeader } from '../../http/guard.ts'
import { pairs } from '../../http/streamed-body.ts'
import { hopByHop } from './hop-by-hop.ts'

export type HttpRequest = {
  method: string
  /** Path and query as the function's own domain would have them, undecoded. */
  target: string
  /** `HTTP/1.1` */
  protocol: string
  heads: Heads
  body: Uint8Array
  /** Of the caller, and the port that it called. */
  sourceIp: string
  port: number
  requestId: string
  /** `Root=…;Parent=…;Sampled=…` */
  traceId: string
  epochMs: number
}

/** `known`: what the request itself does not say. */
export function httpRequestOf(
  { method = '', httpVersion, rawHeaders, socket }: IncomingMessage,
  known: Pick<HttpRequest, 'target' | 'body' | 'requestId' | 'traceId' | 'epochMs'>,
): HttpRequest {
  return {
    method,
    protocol: `HTTP/${httpVersion}`,
    heads: pairs(rawHeaders),
    sourceIp: socket.remoteAddress?.replace(/^::ffff:/, '') ?? '',
    port: socket.localPort ?? 0,
    ...known,
  }
}

/** A call that the page asked for has the id by which the page looks for it. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers[httpCallHead]
  return typeof given === 'string' && uuidPattern.test(given) ? given : randomUUID()
}

/** Path and query of a target, undecoded. */
export function partsOf(target: string): { path: string; query: string } {
  const at = target.indexOf('?')
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) }
}

/** Heads that an event has, in order and case, and those that AWS adds in the case that `named` gives them. Cookies are cleaned, and may be none. */
export function headsOf(
  { heads, sourceIp, port, traceId }: HttpRequest,
  named: (name: string) => string = (name) => name,
): Heads {
  const own = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'])
  const sent = heads.filter(([name]) => {
    const known = name.toLowerCase()
    return !hopByHop.has(known) && !own.has(known) && known !== tokenHeader && known !== httpCallHead
  })
  const via = heads.filter(([name]) => name.toLowerCase() === 'x-forwarded-for').map(([, value]) => value)
  const kept = sent.flatMap(([name, value]): Heads => {
    if (name.toLowerCase() !== 'cookie') return [[name, value]]
    const cookies = cookiesIn(value)
    return cookies.length === 0 ? [] : [[name, cookies.join('; ')]]
  })
  return [
    ...kept,
    [named('x-amzn-trace-id'), traceId.split(';')[0]!],
    [named('x-forwarded-for'), [...via, sourceIp].join(', ')],
    [named('x-forwarded-port'), String(port)],
    [named('x-forwarded-proto'), 'http'],
  ]
}

/** A browser sends what it keeps for an address to every port of it: the playground's own token is no business of a function. */
export function cookiesIn(value: string): string[] {
  return value
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '' && !cookie.startsWith(`${tokenCookie}=`))
}

/** All values of each name, in the order of the first. */
export function listsOf(pairs: Iterable<readonly [string, string]>): Record<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const [name, value] of pairs) {
    const list = lists.get(name)
    if (list === undefined) lists.set(name, [value])
    else list.push(value)
  }
  return Object.fromEntries(lists)
}

/** Several values of one name, joined with a comma. */
export function joined(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries(Object.entries(listsOf(pairs)).map(([name, values]) => [name, values.join(',')]))
}

/** The last value of each name. */
export function lastOf(lists: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.at(-1)!]))
}

/** As access logs write it: `12/Mar/2020:19:03:58 +0000`. */
export function logTime(epochMs: number): string {
  const [, day, month, year, time] = new Date(epochMs).toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}

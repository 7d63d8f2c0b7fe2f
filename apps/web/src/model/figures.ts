// The one figure that matters for a row, at its right.
import { endpoints, type EndpointId } from '@playground/protocol'
import type { Exchange, FunctionModel, Row } from '@playground/protocol/model'
import { bytes, duration, piecesWord } from './format.ts'

export type Figure = { text: string; tone?: 'error' | 'ok' }

export function figureOf(row: Row, exchange: Exchange | undefined, fn: FunctionModel): Figure | undefined {
  if (row.kind === 'init' && row.init !== undefined) return initFigure(row.init)
  if (row.delivered !== undefined) return deliveredFigure(row.delivered)
  if (exchange === undefined) return undefined
  if (row.kind === 'request') return requestFigure(exchange)
  if (row.kind !== 'answer') return undefined
  if (waits(exchange) && gaveWork(exchange)) return { text: 'answers next' }
  if (exchange.from !== 'caller')
    return { text: exchange.endpoint === 'unknown' ? 'refused' : `answers ${exchange.endpoint}` }
  if (exchange.streams && row.seq === exchange.answeredSeq) return firstByteFigure(row, fn)
  const outcome =
    row.invocation === undefined || exchange.asynchronous ? undefined : fn.invocations.get(row.invocation)?.outcome
  const took = duration((exchange.sentAt ?? exchange.answeredAt ?? exchange.openedAt) - exchange.openedAt)
  return outcome === undefined || outcome === 'ok' ? { text: took } : { text: outcomeWord(outcome), tone: 'error' }
}

function requestFigure(exchange: Exchange): Figure {
  if (exchange.from === 'caller')
    return { text: exchange.requestBytes === undefined ? '…' : bytes(exchange.requestBytes) }
  const took = (end: number) => duration(end - exchange.openedAt)
  if (exchange.closed !== undefined && exchange.answeredAt === undefined)
    return exchange.closed === 'server-stopped' ? { text: 'ended' } : { text: 'hung up', tone: 'error' }
  if (exchange.streaming && (exchange.status ?? 0) < 400)
    return { text: exchange.requestPieces === undefined ? '…' : piecesWord(exchange.requestPieces) }
  if (exchange.answeredAt === undefined) return { text: waits(exchange) ? 'waits' : '…' }
  if (waits(exchange) && gaveWork(exchange)) return { text: `waited ${took(exchange.answeredAt)}` }
  const text = `${exchange.status} · ${took(exchange.answeredAt)}`
  return (exchange.status ?? 0) >= 400 ? { text, tone: 'error' } : { text }
}

function firstByteFigure({ invocation }: Row, fn: FunctionModel): Figure {
  const ms = invocation === undefined ? undefined : fn.invocations.get(invocation)?.firstByteMs
  return { text: ms === undefined ? '…' : `first byte ${duration(ms)}` }
}

/** A request that stays open until there is something to answer. */
export function waits({ endpoint }: Pick<Exchange, 'endpoint'>): boolean {
  const known = endpoints[endpoint as EndpointId]
  return known !== undefined && 'waits' in known
}

function gaveWork({ delivers, status }: Exchange): boolean {
  return delivers !== undefined || status === 200
}

function deliveredFigure({ events, bytes: size, status, problem, retry }: NonNullable<Row['delivered']>): Figure {
  const failed = problem !== undefined || (status ?? 0) >= 400
  if (!failed) return { text: `${events} ev · ${bytes(size)}` }
  return { text: `${status ?? 'not taken'}${retry ? ' · again' : ''}`, tone: 'error' }
}

export function initFigure({ phase, status, durationMs }: NonNullable<Row['init']>): Figure {
  if (status === undefined || durationMs === undefined) return { text: phase === 'restore' ? 'restoring' : 'starting' }
  if (status === 'success') return { text: duration(durationMs) }
  return { text: `${status === 'timeout' ? 'time-out' : 'failed'} · ${duration(durationMs)}`, tone: 'error' }
}

const words: Record<string, string> = {
  ok: 'ok',
  error: 'function error',
  'init-error': 'init error',
  timeout: 'time-out',
  crash: 'crash',
  'too-large': 'too large',
  'bad-response': 'bad response',
  throttled: 'throttled',
  unattached: 'nobody attached',
  stopped: 'not run',
}

/** How an invocation went, as a badge says it. */
export function outcomeWord(outcome: string): string {
  return words[outcome] ?? outcome
}

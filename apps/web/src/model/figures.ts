// The one figure that matters for a row, at its right.
import type { Exchange, FunctionModel, Row } from '@playground/protocol/model'
import { bytes, duration } from './format.ts'

export type Figure = { text: string; tone?: 'error' | 'ok' }

export function figureOf(row: Row, exchange: Exchange | undefined, fn: FunctionModel): Figure | undefined {
  if (row.kind === 'init' && row.init !== undefined) return initFigure(row.init)
  if (exchange === undefined) return undefined
  if (row.kind === 'request') return requestFigure(exchange)
  if (row.kind !== 'answer') return undefined
  if (exchange.delivers !== undefined && exchange.from === 'runtime') return { text: 'answers next' }
  if (exchange.from !== 'caller')
    return { text: exchange.endpoint === 'unknown' ? 'refused' : `answers ${exchange.endpoint}` }
  const outcome = row.invocation === undefined ? undefined : fn.invocations.get(row.invocation)?.outcome
  const took = duration((exchange.answeredAt ?? exchange.openedAt) - exchange.openedAt)
  return outcome === undefined || outcome === 'ok' ? { text: took } : { text: outcomeWord(outcome), tone: 'error' }
}

function requestFigure(exchange: Exchange): Figure {
  if (exchange.from === 'caller')
    return { text: exchange.requestBytes === undefined ? '…' : bytes(exchange.requestBytes) }
  const took = (end: number) => duration(end - exchange.openedAt)
  if (exchange.closed !== undefined && exchange.answeredAt === undefined)
    return exchange.closed === 'server-stopped' ? { text: 'ended' } : { text: 'hung up', tone: 'error' }
  if (exchange.answeredAt === undefined) return { text: exchange.endpoint === 'next' ? 'waits' : '…' }
  if (exchange.endpoint === 'next' && exchange.delivers !== undefined)
    return { text: `waited ${took(exchange.answeredAt)}` }
  const text = `${exchange.status} · ${took(exchange.answeredAt)}`
  return (exchange.status ?? 0) >= 400 ? { text, tone: 'error' } : { text }
}

function initFigure({ phase, status, durationMs }: NonNullable<Row['init']>): Figure {
  const again = phase === 'invoke' ? 'again · ' : ''
  if (status === undefined || durationMs === undefined) return { text: `${again}starting` }
  if (status === 'success') return { text: `${again}${duration(durationMs)}` }
  return { text: `${again}${status === 'timeout' ? 'time-out' : 'failed'} · ${duration(durationMs)}`, tone: 'error' }
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

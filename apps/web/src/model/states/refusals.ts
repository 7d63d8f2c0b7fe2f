// Calls that were refused, each at the state where it was made, in words.
import type { EventOf } from '@playground/protocol'
import { callLabel, type Exchange, type RefusedCall, type Session } from '@playground/protocol/model'
import { shortId } from '../format.ts'
import { refusalSentence } from '../refusal.ts'

/** `label` stands beside the loop in the drawing. */
export type RefusalsAt = { state: string; label: string; newest: RefusedCall; count: number }

/** The refused calls of a runtime or an extension, by the state in which they were made, the newest state last. */
export function refusalsOf(session: Session, refused: readonly RefusedCall[]): RefusalsAt[] {
  const byState = new Map<string, RefusalsAt>()
  for (const one of refused) {
    if (one.state === undefined) continue
    const before = byState.get(one.state)
    byState.delete(one.state)
    byState.set(one.state, { state: one.state, label: '', newest: one, count: (before?.count ?? 0) + 1 })
  }
  return [...byState.values()].map((at) => {
    const status = exchangeOf(session, at.newest)?.status
    const words = [nameOf(at.newest), ...(status === undefined ? [] : [String(status)])].join(' · ')
    return { ...at, label: at.count > 1 ? `${words} ×${at.count}` : words }
  })
}

export function nameOf({ call }: RefusedCall): string {
  return call === 'subscribe' ? 'PUT telemetry' : callLabel(call as Parameters<typeof callLabel>[0])
}

/** What was tried, in a few words. */
export function attemptOf(session: Session, refused: RefusedCall): string {
  const id = /\/invocation\/([^/]+)\//.exec(exchangeOf(session, refused)?.target ?? '')?.[1]
  const event = id === undefined ? 'an event' : shortId(id)
  const answers = refused.call === 'response' || refused.call === 'error'
  if (answers && refused.rule === 'request-id') return `An answer for ${event}, which the runtime does not have.`
  if (answers && refused.rule === 'state')
    return answered.has(refused.state ?? '')
      ? `A second answer for ${event}.`
      : `An answer for ${event} at a wrong moment.`
  if (answers) return `An answer for ${event} that does not hold.`
  return `${nameOf(refused)} at a wrong moment.`
}

const answered = new Set(['InvocationResponse', 'InvocationErrorResponse', 'RuntimeResponseSentState'])

/** The rule that forbade it. */
export function ruleOf({ from, state, call, rule }: RefusedCall): string {
  if (from === 'runtime' && rule === 'state' && (call === 'response' || call === 'error') && answered.has(state ?? ''))
    return 'One answer per event.'
  type Refused = EventOf<'runtime.refused'> | EventOf<'extension.refused'>
  return refusalSentence({ type: `${from}.refused`, state, call, rule } as Refused)
}

function exchangeOf(session: Session, { exchange }: RefusedCall): Exchange | undefined {
  return exchange === undefined ? undefined : session.exchanges.get(exchange)
}

// A row with what it belongs to, as filters ask about it.
import { eventOf, isUnderWay, type FunctionModel, type Row, type Session } from '@playground/protocol/model'
import type { Subject } from './fields.ts'
import type { FunctionFindings } from '../findings.ts'
import type { HeadSearch } from './head-search.ts'

type About = Subject['row'] & Pick<Row, 'environment' | 'exchange'>

export type LookUp = { heads?: HeadSearch | undefined; findings?: FunctionFindings | undefined }

export function subjectOf(session: Session, fn: FunctionModel, row: About, lookUp: LookUp = {}): Subject {
  const invocation = row.invocation === undefined ? undefined : fn.invocations.get(row.invocation)
  const environment = row.environment ?? invocation?.environment
  return {
    row,
    ...lookUp,
    until: session.lastSeq,
    function: fn.name,
    time: (row.at - (session.startedAt ?? row.at)) / 1000,
    exchange: row.exchange === undefined ? undefined : session.exchanges.get(row.exchange),
    invocation,
    queued: row.invocation === undefined ? undefined : eventOf(fn, row.invocation),
    environment: environment === undefined ? undefined : fn.environments.get(environment),
  }
}

/** What matches can still change, because its exchange or invocation is under way. */
export function isOpen({ exchange, invocation }: Subject): boolean {
  return (
    (exchange !== undefined && isUnderWay(exchange)) ||
    (invocation !== undefined && invocation.settledAt === undefined && invocation.outcome === undefined)
  )
}

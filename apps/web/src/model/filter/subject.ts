// A row with what it belongs to, as filters ask about it.
import type { FunctionModel, Row, Session } from '@playground/protocol/model'
import type { Subject } from './fields.ts'
import type { HeadSearch } from './head-search.ts'

type About = Subject['row'] & Pick<Row, 'environment' | 'invocation' | 'exchange'>

export function subjectOf(session: Session, fn: FunctionModel, row: About, heads?: HeadSearch): Subject {
  const invocation = row.invocation === undefined ? undefined : fn.invocations.get(row.invocation)
  const environment = row.environment ?? invocation?.environment
  return {
    row,
    heads,
    function: fn.name,
    time: (row.at - (session.startedAt ?? row.at)) / 1000,
    exchange: row.exchange === undefined ? undefined : session.exchanges.get(row.exchange),
    invocation,
    environment: environment === undefined ? undefined : fn.environments.get(environment),
  }
}

// What an environment is at, with a way to the row of it: an invocation, its Init, or the open request for work.
import type { EnvironmentModel, FunctionModel } from '@playground/protocol/model'
import { invocationsIn, phaseWord } from '../../model/environment-words.ts'
import { invocationWord } from '../../model/invocation-words.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'

type Props = { fn: FunctionModel; environment: EnvironmentModel; doing: string }

export function AtWork({ fn, environment, doing }: Props) {
  const [id, ...others] = invocationsIn(fn, environment)
  const invocation = id === undefined ? undefined : fn.invocations.get(id)
  const starting = fn.starting.has(environment.name)
  const [poll] = environment.polls
  // Rows are looked for only when that is asked for: there may be a hundred thousand.
  if (starting)
    return (
      <>
        <To seq={() => fn.rows.findLast(({ init }) => init !== undefined && init === environment.init)?.seq}>
          {phaseWord(environment)}
        </To>{' '}
        {doing}
      </>
    )
  if (id !== undefined && invocation !== undefined)
    return (
      <>
        <To seq={() => fn.heads.get(id)?.seq}>
          {invocationWord(invocation)}
          {others.length > 0 && ` and ${others.length} more`}
        </To>{' '}
        {doing}
      </>
    )
  return (
    <>
      {doing}
      {poll !== undefined && (
        <>
          {' · '}
          <To seq={() => usePage.getState().session.exchanges.get(poll)?.openedSeq}>open next</To>
        </>
      )}
    </>
  )
}

function To({ seq, children }: { seq: () => number | undefined; children: React.ReactNode }) {
  return (
    <button type="button" className="link" title="Select its row" onClick={() => show({ selected: seq() }, 'push')}>
      {children}
    </button>
  )
}

// What an environment is at, as a way to its row: an invocation, its Init, or the open request for work.
import type { EnvironmentModel, FunctionModel } from '@playground/protocol/model'
import { invocationsIn } from '../../model/environment-words.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'

export function AtWork({ fn, environment }: { fn: FunctionModel; environment: EnvironmentModel }) {
  const [id, ...others] = invocationsIn(fn, environment)
  const number = id === undefined ? undefined : fn.invocations.get(id)?.number
  const starting = fn.starting.has(environment.name)
  const [poll] = environment.polls
  const text =
    number !== undefined
      ? `Invoke ${number}${others.length > 0 ? ` and ${others.length} more` : ''}`
      : starting
        ? 'Init'
        : poll !== undefined
          ? 'open next'
          : undefined
  if (text === undefined) return null
  // Only looked for when it is asked for: there may be a hundred thousand rows.
  const seq = () => {
    if (id !== undefined) return fn.heads.get(id)?.seq
    if (starting) return fn.rows.findLast(({ init }) => init !== undefined && init === environment.init)?.seq
    return poll === undefined ? undefined : usePage.getState().session.exchanges.get(poll)?.openedSeq
  }
  return (
    <button type="button" className="link" title="Select its row" onClick={() => show({ selected: seq() }, 'push')}>
      {text}
    </button>
  )
}

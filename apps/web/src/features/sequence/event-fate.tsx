// What becomes of an asynchronous event, in the head of its band and beside its waits: loaded when there is one.
import { waitOf, type FunctionModel, type QueuedEvent } from '@playground/protocol/model'
import { fateOf } from '../../model/event-words.ts'
import { dueWord } from '../../model/format.ts'
import { useNow } from '../../ui/use-now.ts'

type Props = { fn: FunctionModel; event: QueuedEvent }

export function EventFate({ fn, event }: Props) {
  const now = useNow(fn)
  const fate = fateOf(event, now)
  return fate === undefined ? null : <span className={`sub fate ${fate.tone}`}>{fate.text}</span>
}

/** How long a wait still goes on. */
export function DueIn({ fn, event }: Props) {
  const now = useNow(fn)
  const due = waitOf(event)?.due
  return due === undefined ? null : <span className="figure right">{dueWord(due.dueAt, now)}</span>
}

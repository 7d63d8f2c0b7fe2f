// The last row: what is so at this moment, and what one can do about it.
import type { FunctionModel } from '@playground/protocol/model'
import { usePage } from '../../store.ts'
import { elapsed } from '../../model/format.ts'
import type { Layout } from '../../model/layout.ts'
import { useSecond } from '../../ui/use-second.ts'
import { LaneBars } from './lane-bars.tsx'

export function NowRow({ fn, layout }: { fn: FunctionModel; layout: Layout }) {
  const now = useSecond()
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  return (
    <div role="gridcell" className="now">
      <svg width={layout.width} height={27} aria-hidden="true">
        <LaneBars lanes={fn.lanes} layout={layout} index={fn.rows.length} />
      </svg>
      <p>
        <b>{recorded ? 'end' : 'now'}</b>
        <span>{recorded ? 'of the recorded session' : sentence(fn, now)}</span>
      </p>
    </div>
  )
}

function sentence(fn: FunctionModel, now: number): string {
  const running = fn.order
    .map((id) => fn.invocations.get(id)!)
    .findLast((invocation) => invocation.settledAt === undefined && invocation.number > 0)
  if (running?.waiting?.for === 'runtime') return 'an invocation waits · attach a runtime and it gets this event'
  if (running !== undefined && running.answeredAt === undefined) {
    const started = running.dispatchedAt ?? running.receivedAt
    return running.dispatchedAt === undefined
      ? `starting for ${elapsed(now - started)} · Init ends with the first GET next`
      : `at work for ${elapsed(now - started)} · the runtime owns the event until it posts a response or an error`
  }
  if (running !== undefined) return 'answered · the environment is free once the runtime asks for the next event'
  const environments = [...fn.environments.values()]
  const waiting = environments.filter(({ polls }) => polls.size > 0)
  const since = waiting.map(({ pollingSince }) => pollingSince ?? now).sort((a, b) => b - a)[0]
  if (since !== undefined) return `runtime waiting ${elapsed(now - since)} for work · Invoke answers this request`
  if (environments.some(({ state }) => state === 'crashed'))
    return 'the runtime ended while it was idle · the next Invoke is told so, the one after starts it again'
  return 'no process left · the next Invoke starts afresh'
}

// The last row: what is so at this moment, and what one can do about it.
import type { FunctionModel } from '@playground/protocol/model'
import { usePage } from '../../store.ts'
import type { Layout } from '../../model/layout.ts'
import { nowSentence, thenSentence } from '../../model/now.ts'
import { useNow } from '../../ui/use-now.ts'
import { LaneBars } from './lane-bars.tsx'

export function NowRow({ fn, layout }: { fn: FunctionModel; layout: Layout }) {
  const now = useNow(fn)
  const past = usePage((page) => page.moment !== undefined)
  const recorded = usePage((page) => page.connection.phase === 'recorded' && page.moment === undefined)
  return (
    <div role="gridcell" className="now">
      <svg width={layout.width} height={27} aria-hidden="true">
        <LaneBars lanes={fn.lanes} layout={layout} index={fn.rows.length} />
      </svg>
      <p className={layout.text === undefined ? undefined : 'beside-rails'}>
        <b>{past ? 'then' : recorded ? 'end' : 'now'}</b>
        <span>{recorded ? 'of the recorded session' : past ? thenSentence(fn, now) : nowSentence(fn, now)}</span>
      </p>
    </div>
  )
}

// A brush is a term of the filter, so that the sequence, the address and the history know it.
import { withTimeSpan } from '../../model/filter/time-term.ts'
import type { Span } from '../../model/timeline/scale.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'
import { source } from './sight.ts'

/** Without a span the filter is asked for no time any more. */
export function brush(span: Span | undefined): void {
  const page = usePage.getState()
  const start = source(page).session.startedAt ?? 0
  const seconds = span && { from: (span.from - start) / 1000, to: (span.to - start) / 1000 }
  show({ filter: withTimeSpan(page.filter, seconds) }, 'push')
}

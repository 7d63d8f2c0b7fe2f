// The result of the newest invocation, or of the selected one.
import { findRow } from '@playground/protocol/model'
import { Suspense } from 'react'
import { useParts } from '../../store.ts'
import type { ShownProps } from './shown.tsx'
import { later } from '../../ui/later.ts'
import { useFrameLater } from '../../ui/use-frame-later.ts'
import './result.css'

const Shown = later(async () => (await import('./shown.tsx')).Shown)

type Props = Omit<ShownProps, 'invocation' | 'latest' | 'fn'> & {
  refused: { status: number; type: string; message: string } | undefined
}

export function Result({ refused, ...does }: Props) {
  const {
    session: shownSession,
    function: name,
    selected,
    selectedAt,
    follow,
  } = useParts('session', 'function', 'selected', 'selectedAt', 'follow', 'revision')
  // Another moment is another session: the diagram comes first.
  const session = useFrameLater(shownSession)
  const fn = name === undefined ? undefined : session.functions.get(name)
  const latest = fn?.invocations.get(fn.order.at(-1) ?? '')
  const chosen =
    fn === undefined || selected === undefined || (follow && (latest?.receivedAt ?? 0) > selectedAt)
      ? undefined
      : fn.rows[findRow(fn, selected)]?.invocation
  const shown = (chosen === undefined ? undefined : fn?.invocations.get(chosen)) ?? latest
  return (
    <section className="result" aria-label="Result" tabIndex={-1}>
      {refused !== undefined && refused.status === 0 && (
        <p className="help" role="alert">
          <b>{refused.type}.</b> {refused.message}
        </p>
      )}
      {shown === undefined || fn === undefined ? (
        <p className="hint">The result of the last invocation appears here.</p>
      ) : (
        <Suspense fallback={null}>
          <Shown invocation={shown} latest={latest} fn={fn} {...does} />
        </Suspense>
      )}
    </section>
  )
}

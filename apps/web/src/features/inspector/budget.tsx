// What each phase took of the time it may take: the runtime's part, the extensions' part, and what was left.
import type { FunctionModel, Invocation } from '@playground/protocol/model'
import { duration } from '../../model/format.ts'
import { waitsFor } from '../../model/now.ts'

/** `init`, `invoke` and `restore` are the phases' own; the other two are who worked. */
type Part = [who: 'init' | 'invoke' | 'restore' | 'runtime' | 'extensions', ms: number]

/** One budget as a bar. `of`: whose it is. */
export function Share({ of, parts, limitMs }: { of: string; parts: readonly Part[]; limitMs: number }) {
  const spent = parts.reduce((sum, [, ms]) => sum + ms, 0)
  const whole = Math.max(limitMs, spent, 1)
  return (
    <div className="budget">
      <p>
        <span>Share of the {of}</span>
        <span className="quiet">
          {duration(spent)} of {duration(Math.round(limitMs / 10) * 10)} · {percent(spent / limitMs)}
        </span>
      </p>
      <div className="track" role="img" aria-label={`${percent(spent / limitMs)} of the limit`}>
        {parts.map(([who, ms]) => (
          <i key={who} className={who} style={{ width: `${(100 * ms) / whole}%` }} />
        ))}
      </div>
      {parts.length > 1 && (
        <p className="legend">
          {parts.map(([who, ms]) => (
            <span key={who}>
              <i className={who} />
              {who} {duration(ms)}
            </span>
          ))}
        </p>
      )}
    </div>
  )
}

/** How an invocation's time was used, as far as it has come. */
export function InvocationBudget({ invocation, fn }: { invocation: Invocation; fn: FunctionModel }) {
  const { dispatchedAt, deadline, durationMs, runtimeMs, runtimeDoneAt } = invocation
  if (dispatchedAt === undefined || deadline === undefined || runtimeMs === undefined) return null
  const late = waitsFor(fn, invocation)
  const all = durationMs ?? (runtimeDoneAt ?? dispatchedAt) - dispatchedAt
  const after = Math.max(0, all - runtimeMs)
  const parts: Part[] =
    after < 1
      ? [['runtime', runtimeMs]]
      : [
          ['runtime', runtimeMs],
          ['extensions', after],
        ]
  return (
    <>
      <Share of="time-out" parts={parts} limitMs={deadline - dispatchedAt} />
      {late.length > 0 && <p className="hint">It is still waiting for {late.join(' and ')}.</p>}
    </>
  )
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(100 * share)} %`
}

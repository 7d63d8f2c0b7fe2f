// The pool of environments: its figures, and what they were at over time.
import type { FunctionDefinition } from '@playground/protocol'
import { poolKinds, type FunctionModel, type PoolKind } from '@playground/protocol/model'
import { useRef } from 'react'
import { poolAreas, spanOf } from '../../model/figure-shapes.ts'
import { elapsed } from '../../model/format.ts'
import { PointedTime, pointingIn } from '../../ui/pointed-time.tsx'
import { useSize } from '../../ui/use-size.ts'
import { Figure } from './figure.tsx'

const height = 40

type Props = { fn: FunctionModel; definition: FunctionDefinition | undefined; now: number }

export function Pool({ fn, definition, now }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const { width } = useSize(place)
  const { figures, now: counts, steps } = fn.pool
  const attached = definition?.origin === 'attached'
  const span = spanOf(steps[0]?.at ?? now, Math.max(now, steps.at(-1)?.at ?? now))
  const { most, areas } = poolAreas(steps, span, { width, height })
  const words = poolKinds.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${kind}`)
  return (
    <header className="env-pool">
      <dl>
        <Figure
          name="live"
          of={attached ? undefined : definition?.concurrency}
          title="Environments that are there, of as many as the function’s limit of concurrency allows. One more call than that is throttled."
        >
          {figures.live}
        </Figure>
        <Figure name="most at once" title="As many as ever were there at one time in this session.">
          {figures.most}
        </Figure>
        <Figure
          name="cold starts"
          title={
            attached
              ? 'Whoever attaches starts outside of the playground, which sees no Init.'
              : 'How often Init ran in all environments of this session.'
          }
        >
          {attached ? '—' : figures.coldStarts}
        </Figure>
        <Figure
          name="throttled"
          tone={figures.throttled > 0 ? 'error' : undefined}
          title="Invocations that were refused with 429, because no environment was free and the limit was reached."
        >
          {figures.throttled}
        </Figure>
      </dl>
      <div className="pool-time">
        <div ref={place} className="pool-chart over-time" {...pointingIn('pool', span)}>
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={`Environments over the last ${elapsed(span.to - span.from)}: at most ${most} at one time, now ${words.join(', ') || 'none'}`}
          >
            <Patterns />
            {poolKinds.map(
              (kind) =>
                areas[kind] !== '' && <path key={kind} className="pool-area" data-kind={kind} d={areas[kind]} />,
            )}
          </svg>
          <PointedTime by="pool" span={span} />
        </div>
        <ul className="pool-legend" aria-label="Now">
          {poolKinds.map((kind) => (
            <li key={kind} title={meanings[kind]}>
              <svg width="10" height="10" aria-hidden="true">
                <rect className="pool-area" data-kind={kind} x="0.5" y="0.5" width="9" height="9" />
              </svg>
              {kind} <b>{counts[kind]}</b>
            </li>
          ))}
          <li className="pool-span">
            at most {most} in {elapsed(span.to - span.from)}
          </li>
        </ul>
      </div>
    </header>
  )
}

const meanings: Record<PoolKind, string> = {
  starting: 'Their Init is under way, or their restore.',
  busy: 'They serve invocations.',
  frozen: 'All of their processes are stopped. They go on with the next event.',
  idle: 'They wait for work, awake; or their processes are gone, and the next invocation starts them.',
}

/** What colour says is said by texture as well. */
function Patterns() {
  return (
    <defs>
      <pattern id="pool-frozen" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="ground" width="4" height="4" />
        <rect className="mark" width="1.5" height="4" />
      </pattern>
      <pattern id="pool-starting" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect className="ground" width="4" height="4" />
        <circle className="mark" cx="2" cy="2" r="1" />
      </pattern>
    </defs>
  )
}

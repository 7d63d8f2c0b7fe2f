// What differs between two steps, in place: time, size and status in words, heads by name, bodies by path or line.
import type { Compared } from '../../model/compare/differences.ts'
import type { Step } from '../../model/compare/steps.ts'
import { bytes, duration } from '../../model/format.ts'
import { LineList } from './line-list.tsx'

export function StepDifference({ pair, a, b }: { pair: Compared; a: Step; b: Step }) {
  const { heads, body, partial, binary } = pair
  const apart = b.ms - a.ms
  const words = [
    Math.abs(apart) < 0.05
      ? 'At the same time after the call'
      : `B ${duration(Math.abs(apart))} ${apart < 0 ? 'sooner' : 'later'} after its call`,
    ...(a.status === b.status ? [] : [`status ${a.status ?? 'none'} against ${b.status ?? 'none'}`]),
    ...(a.ended === b.ended ? [] : [`${a.ended ?? 'none'} against ${b.ended ?? 'none'}`]),
    ...(a.bytes === b.bytes ? [] : [`${bytes(a.bytes ?? 0)} against ${bytes(b.bytes ?? 0)}`]),
  ]
  return (
    <div className="step-difference">
      <p>{words.join(' · ')}</p>
      {heads.length > 0 && (
        <LineList
          label="Headers"
          lines={heads.map(({ how, name, a: inA, b: inB }) => ({ how, path: name, a: inA, b: inB }))}
        />
      )}
      {body.length > 0 && <LineList label={a.printed ? 'Text' : 'Body'} lines={body} />}
      {partial && (
        <p className="quiet">The bodies are long: only their beginnings are compared here, and their lengths.</p>
      )}
      {binary && <p className="quiet">The bodies are no text. Their bytes are compared as they are.</p>}
    </div>
  )
}

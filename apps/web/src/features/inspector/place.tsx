// Where in the lifecycle it is, as steps from left to right.
import type { Step } from '../../model/place.ts'

/** `of`: whose steps they are. */
export function Place({ of, steps }: { of: string; steps: readonly Step[] }) {
  if (steps.length === 0) return null
  return (
    <ol className="place" aria-label="Place in the lifecycle">
      <li className="of">{of}</li>
      {steps.map(({ name, meaning, is }) => (
        <li key={name} className={is} title={meaning} aria-current={is === 'here' ? 'step' : undefined}>
          {name}
          {is === 'refused' && <span className="visually-hidden">: refused here</span>}
        </li>
      ))}
    </ol>
  )
}

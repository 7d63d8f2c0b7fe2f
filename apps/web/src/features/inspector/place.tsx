// Where in the lifecycle it is, as steps from left to right.
import type { Step } from '../../model/place.ts'

export function Place({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return null
  return (
    <ol className="place" aria-label="Place in the lifecycle">
      {steps.map(({ name, meaning, is }) => (
        <li key={name} className={is} title={meaning} aria-current={is === 'here' ? 'step' : undefined}>
          {name}
          {is === 'refused' && <span className="visually-hidden">: refused here</span>}
        </li>
      ))}
    </ol>
  )
}

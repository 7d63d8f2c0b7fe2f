// In place of a diagram: why a function cannot run as it stands, and where that is put right.
import type { FunctionDefinition } from '@playground/protocol'
import { usePage } from '../../store.ts'

type Props = { definition: FunctionDefinition; onSettings: () => void }

export function CannotRun({ definition: { name, problems }, onSettings }: Props) {
  // What became of its build stands above, with the output that says why.
  const unbuilt = usePage(({ session }) => session.state.builds[name]?.problem !== undefined)
  return (
    <div className="empty alone">
      <h2>This function cannot run yet</h2>
      {unbuilt ? (
        <p>Its build failed. It is built again as soon as a file of it is saved.</p>
      ) : (
        <>
          {problems.map((problem) => (
            <p key={problem}>
              <code>{problem}</code>
            </p>
          ))}
          <button type="button" className="primary" onClick={onSettings}>
            Put it right
          </button>
        </>
      )}
    </div>
  )
}

// In place of a diagram: why a function cannot run as it stands, and where that is put right.
import type { FunctionDefinition } from '@playground/protocol'
import { fileName, within } from '../../model/projects.ts'
import { openDialog, usePage } from '../../store.ts'

type Props = { definition: FunctionDefinition; onSettings: () => void }

export function CannotRun({ definition: { name, problems, project }, onSettings }: Props) {
  // What became of its build stands above, with the output that says why.
  const unbuilt = usePage(({ session }) => session.state.builds[name]?.problem !== undefined)
  const file = project?.file ?? ''
  // No setting of the function's own puts right what its project says.
  const ofProject = project !== undefined && problems.every((problem) => problem.startsWith(`${file}:`))
  return (
    <div className="empty alone">
      <h2>This function cannot run yet</h2>
      {unbuilt ? (
        <p>Its build failed. It is built again as soon as a file of it is saved.</p>
      ) : (
        <>
          {problems.map((problem) => (
            <p key={problem}>
              <code title={problem}>{within(problem, file)}</code>
            </p>
          ))}
          {ofProject ? (
            <>
              <p>It is read again as soon as {fileName(file)} is saved.</p>
              <button type="button" className="outline" onClick={() => openDialog('attach')}>
                Attach your own runtime…
              </button>
            </>
          ) : (
            <button type="button" className="primary" onClick={onSettings}>
              Put it right
            </button>
          )}
        </>
      )}
    </div>
  )
}

// What runs the code of a function, where it comes from, and what of its settings is done otherwise here.
import type { FunctionDefinition } from '@playground/protocol'
import { clientWord } from '../../model/client-word.ts'
import { fileName } from '../../model/projects.ts'
import { runtimeWord } from '../../model/runtime-word.ts'

export function About({ definition }: { definition: FunctionDefinition }) {
  const { managed, project, task, notes } = definition
  const client = clientWord(definition)
  if (client === undefined && project === undefined && task === undefined && notes.length === 0) return null
  return (
    <div className="about-runtime">
      {client !== undefined && (
        <p title={managed?.words.join(' ')}>
          <span className="mono">{runtimeWord(definition)}</span> by {client}
        </p>
      )}
      {project !== undefined && (
        <p>
          <span className="mono">{project.id}</span> of{' '}
          <span className="mono" title={project.file}>
            {fileName(project.file)}
            {project.line !== undefined && `:${project.line}`}
          </span>
        </p>
      )}
      {task !== undefined && (
        <p>
          What is run is in <span className="mono">{task}</span>
        </p>
      )}
      {notes.length > 0 && (
        <details>
          <summary>{notes.length === 1 ? '1 note' : `${notes.length} notes`} on what is otherwise here</summary>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

// Over the view: that a project could not be read when it was opened or changed, where and why.
import { X } from 'lucide-react'
import { useState } from 'react'
import { projectWord, within } from '../../model/projects.ts'
import { openDialog, usePage } from '../../store.ts'
import './project-notice.css'

export function ProjectNotice() {
  usePage((page) => page.revision)
  const projects = usePage((page) => page.session.state.projects)
  const own = usePage((page) => page.session.state.functions[page.function ?? '']?.project?.file)
  const [closed, setClosed] = useState<readonly string[]>([])
  // That of the function on the screen, or one of which there is no function to look at.
  const found = Object.entries(projects).find(
    ([file, { problem, functions }]) =>
      problem !== undefined && (file === own || functions.length === 0) && !closed.includes(`${file} ${problem}`),
  )
  if (found === undefined) return null
  const [file, { kind, problem = '', functions }] = found
  return (
    <div className="project-notice" role="alert">
      <p>
        <b>{projectWord(file, kind)} could not be read.</b> {within(problem, file)}
        {functions.length > 0 && <span> Its functions are those of before.</span>}
      </p>
      <button type="button" className="quiet-button" onClick={() => openDialog(`project:${file}`)}>
        More
      </button>
      <button
        type="button"
        className="icon small"
        aria-label="Close"
        onClick={() => setClosed([...closed, `${file} ${problem}`])}
      >
        <X size={13} />
      </button>
    </div>
  )
}

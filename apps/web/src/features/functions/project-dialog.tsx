// A project that was opened: what of it is not supported, each thing with its place, and why it could not be read.
import type { ProjectNote } from '@playground/protocol'
import { useState } from 'react'
import { folderOf, placeWord, projectWord, within } from '../../model/projects.ts'
import { usePage } from '../../store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import './functions.css'

export function ProjectDialog({ file, onClose }: { file: string; onClose: () => void }) {
  usePage((page) => page.revision)
  const project = usePage((page) => page.session.state.projects[file])
  const unsupported = project?.unsupported ?? []
  return (
    <Dialog
      title={projectWord(file, project?.kind)}
      actions={unsupported.length > 0 && <CopyAll notes={unsupported} />}
      onClose={onClose}
    >
      <p className="mono folder-path">{folderOf(file)}</p>
      {project?.problem !== undefined && (
        <div className="project-problem" role="alert">
          <p>{within(project.problem, file)}</p>
          {project.functions.length > 0 && <p>Until it can be read again, its functions are those of before.</p>}
        </div>
      )}
      {unsupported.length === 0 ? (
        project?.problem === undefined && <p>All of it that has to do with functions is supported.</p>
      ) : (
        <>
          <p>This is in it, and is not done here. Everything else is as it says.</p>
          <ul className="project-notes" aria-label="Not supported">
            {unsupported.map((note) => (
              <li key={placeWord(note, file) + note.message}>
                <code>{placeWord(note, file)}</code>
                <span>{note.message}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

function CopyAll({ notes }: { notes: readonly ProjectNote[] }) {
  const [copied, setCopied] = useState(false)
  const copy = () => {
    const text = notes.map(({ file, line, message }) => `${file}${line === undefined ? '' : `:${line}`}: ${message}`)
    void navigator.clipboard.writeText(`${text.join('\n')}\n`).then(() => setCopied(true))
  }
  return (
    <button type="button" className="outline" onClick={copy}>
      {copied ? 'Copied' : 'Copy the list'}
    </button>
  )
}

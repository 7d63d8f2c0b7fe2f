// The list of the picker while it is open: the functions by their projects, and what else can be done there.
import type { FunctionDefinition } from '@playground/protocol'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { clientWord } from '../../model/client-word.ts'
import { folderOf, groupFunctions, projectWord, toTell, within } from '../../model/projects.ts'
import { runtimeWord } from '../../model/runtime-word.ts'
import { typedAhead } from '../../model/typed-ahead.ts'
import { openDialog, useParts, usePage } from '../../store.ts'
import { show } from '../../url-state.ts'
import './function-choices.css'

type Props = {
  /** The function on the screen. */
  shown: FunctionDefinition | undefined
  /** The picker: its button keeps the focus and takes the keys. */
  root: RefObject<HTMLElement | null>
  onActive: (id: string) => void
  onClose: () => void
}

type Choice = { id: string; word: string; className?: string; content: ReactNode; run: () => void }
type Section = { heading?: { word: string; folder: string }; choices: Choice[] }

/** Letters that come within so many milliseconds of each other belong together. */
const together = 800

export function FunctionChoices({ shown, root, onActive, onClose }: Props) {
  const { session } = useParts('session', 'revision')
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  const { functions, projects } = session.state
  const sections: Section[] = groupFunctions(functions, projects).map(({ file, project, functions: own }) => {
    const choices = own.map((one) => choiceOf(one, session.state.builds[one.name]?.problem))
    const tell = project === undefined ? undefined : toTell(project)
    if (file === undefined) return { choices }
    if (tell !== undefined)
      choices.push({
        id: `project-${file}`,
        word: '',
        className: project?.problem === undefined ? 'of-project' : 'of-project wrong',
        content: `${tell}…`,
        run: () => openDialog(`project:${file}`),
      })
    return { heading: { word: projectWord(file, project?.kind), folder: folderOf(file) }, choices }
  })
  const other = (id: string, content: string, run: () => void) => ({ id, word: '', className: 'attach', content, run })
  sections.push({
    choices: [
      other('choice-new', 'New function, or open a folder…', () => openDialog('new')),
      other('choice-examples', 'Open an example…', () => openDialog('examples')),
      other('choice-attach', 'Attach your own runtime…', () => openDialog('attach')),
      ...(shown === undefined || recorded
        ? []
        : [other('choice-remove', `Remove ${shown.name} from the list…`, () => openDialog('remove'))]),
    ],
  })
  const all = sections.flatMap(({ choices }) => choices)
  const [active, setActive] = useState(() => `function-${shown?.name}`)
  const at = Math.max(
    0,
    all.findIndex(({ id }) => id === active),
  )
  const current = all[at]!
  useEffect(() => {
    onActive(current.id)
    const option = document.getElementById(current.id)
    // What stands at the foot is in sight anyway.
    if (option?.matches('.attach') === false) option.scrollIntoView({ block: 'nearest' })
  }, [current.id, onActive])

  const typed = useRef({ letters: '', at: 0 })
  const choose = (choice: Choice) => {
    onClose()
    choice.run()
  }
  const onKey = (event: KeyboardEvent) => {
    const { key } = event
    // The focus goes on to the next control, as from any list.
    if (key === 'Tab') return onClose()
    if (key === 'Escape') onClose()
    else if (key === 'Enter' || key === ' ') choose(current)
    else if (key === 'ArrowDown') setActive(all[(at + 1) % all.length]!.id)
    else if (key === 'ArrowUp') setActive(all[(at + all.length - 1) % all.length]!.id)
    else if (key === 'Home') setActive(all[0]!.id)
    else if (key === 'End') setActive(all.at(-1)!.id)
    else if (/^[\w-]$/.test(key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const { letters, at: before } = typed.current
      typed.current = { letters: event.timeStamp - before < together ? letters + key : key, at: event.timeStamp }
      const words = all.map(({ word }) => word)
      const found = typedAhead(words, at, typed.current.letters)
      if (found !== undefined) setActive(all[found]!.id)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const latest = useRef(onKey)
  latest.current = onKey
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const picker = root.current
    const key = (event: KeyboardEvent) => latest.current(event)
    const outside = (event: Event) => picker?.contains(event.target as Node) || close.current()
    picker?.addEventListener('keydown', key)
    addEventListener('pointerdown', outside)
    return () => {
      picker?.removeEventListener('keydown', key)
      removeEventListener('pointerdown', outside)
    }
  }, [root])

  return (
    <div className="listbox" role="listbox" id="functions" aria-label="Functions">
      {sections.map(({ heading, choices }) => (
        <div key={heading?.folder ?? choices[0]!.id} role="group" aria-label={heading?.word ?? 'Functions'}>
          {heading !== undefined && (
            <div className="heading" role="presentation" title={heading.folder}>
              <span>{heading.word}</span>{' '}
              <small>
                <bdi>{heading.folder}</bdi>
              </small>
            </div>
          )}
          {choices.map((choice) => (
            <div
              key={choice.id}
              role="option"
              id={choice.id}
              className={choice.className}
              aria-selected={choice.id === current.id}
              onPointerMove={() => setActive(choice.id)}
              // So that the picker keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(choice)}
            >
              {choice.content}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

/** `unbuilt`: why its build failed. */
function choiceOf(definition: FunctionDefinition, unbuilt: string | undefined): Choice {
  const { name, notes, description, folder, project } = definition
  const problem = definition.problems[0] ?? (unbuilt && `The build failed: ${unbuilt}`)
  // Its folder is over the functions of a project.
  const short = (text: string) => (project === undefined ? text : within(text, project.file))
  const about = [description ?? short(folder ?? ''), clientWord(definition)].filter(
    (word) => word !== undefined && word !== '',
  )
  return {
    id: `function-${name}`,
    word: name,
    content: (
      <>
        <i className={`dot ${problem === undefined ? '' : 'bad'}`} />
        <b>{name}</b>
        <span className="mono">{runtimeWord(definition)}</span>
        <small title={problem}>{problem === undefined ? about.join(' · ') : short(problem)}</small>
        {notes.length > 0 && (
          <span className="noted" title={notes.join('\n')}>
            {notes.length === 1 ? '1 note' : `${notes.length} notes`}
          </span>
        )}
      </>
    ),
    run: () => {
      show({ function: name, selected: undefined }, 'push')
      usePage.setState({ follow: true })
    },
  }
}

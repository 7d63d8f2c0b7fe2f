// The examples that ship: found by a word of their name, sentence or tags, and opened by a click.
import type { Example } from '@playground/protocol'
import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import { listExamples, openExample } from '../../control/functions.ts'
import { useAsking } from './use-asking.ts'

type Props = {
  /** The search has the focus as soon as it is there. */
  first: boolean
  onDone: (name: string) => void
}

export function FromExample({ first, onDone }: Props) {
  const [examples, setExamples] = useState<readonly Example[]>([])
  const [search, setSearch] = useState('')
  const [at, setAt] = useState(0)
  const { busy, refused, ask, fail, forget } = useAsking(onDone)
  const id = useId()
  useEffect(() => void listExamples().then(setExamples, fail), [fail])
  const found = matching(examples, search)
  const open = (example: Example | undefined) => {
    if (example !== undefined && !busy) ask(openExample(example.name))
  }
  const choose = (index: number) => {
    setAt(index)
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') choose(Math.min(found.length - 1, at + 1))
    else if (event.key === 'ArrowUp') choose(Math.max(0, at - 1))
    else if (event.key === 'Enter') open(found[at])
    else return
    event.preventDefault()
  }
  return (
    <section className="add-form" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Or open an example</h3>
      <div className="add-line">
        <input
          role="combobox"
          aria-label="Find an example"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={found[at] === undefined ? undefined : `${id}-${at}`}
          placeholder="Find, e.g. extension or freeze"
          // The dialog gives the focus to what has this attribute; React's own `autoFocus` sets none, and comes before.
          ref={(input) => void input?.toggleAttribute('autofocus', first)}
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={({ target }) => {
            setSearch(target.value)
            setAt(0)
            forget()
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        role="listbox"
        id={`${id}-list`}
        className="examples"
        aria-label="Examples"
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {found.map((example, index) => (
          <div
            key={example.name}
            role="option"
            id={`${id}-${index}`}
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => open(example)}
          >
            <b>{example.name}</b>
            {example.tags.map((tag) => (
              <span key={tag} className="chip">
                {tag}
              </span>
            ))}
            <small>{example.description}</small>
          </div>
        ))}
      </div>
      <p className={refused === undefined ? 'add-help' : 'add-wrong'} aria-live="polite">
        {refused ?? (found.length === 0 && search !== '' ? 'No example is called that.' : help)}
      </p>
    </section>
  )
}

const help = 'It is read-only until your first edit, which makes a copy in the data directory.'

/** Every word has to be somewhere in what is said of it. */
function matching(examples: readonly Example[], search: string): readonly Example[] {
  const words = search.toLowerCase().split(/\s+/)
  return examples.filter(({ name, description, tags }) => {
    const said = `${name} ${description} ${tags.join(' ')}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

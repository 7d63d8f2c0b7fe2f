// The gallery of the examples that ship: in sections, found by a few letters, opened by a click or Enter.
import type { Example } from '@playground/protocol'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { listExamples, openExample } from '../../control/functions.ts'
import { matching, sectionsOf } from '../../model/gallery.ts'
import { showWhenThere } from '../../show-when-there.ts'
import { usePage } from '../../store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { takeTypedAhead } from '../../ui/opening.tsx'
import { ExampleFoot } from './example-foot.tsx'
import { ExampleOption } from './example-option.tsx'
import './functions.css'
import './gallery.css'
import { useAsking } from './use-asking.ts'

type Props = {
  /** An example was opened; it is shown as soon as the session tells of it. */
  onDone: () => void
  onClose: () => void
}

/** Options that PageUp and PageDown pass over. */
const page = 8

export function Gallery({ onDone, onClose }: Props) {
  const recorded = usePage((one) => one.connection.phase === 'recorded')
  const root = useRef<HTMLDivElement>(null)
  const done = (name: string) => {
    showWhenThere((one) => one.name === name)
    // Closed rather than taken away: the browser then puts the focus back.
    root.current?.closest('dialog')?.close()
    onDone()
  }
  return (
    <Dialog title="Open an example" className="gallery-dialog" closeLabel={recorded ? 'Close' : null} onClose={onClose}>
      {recorded ? (
        <p>This is a recorded session, and nothing is added to it. Open the page without it to open an example.</p>
      ) : (
        <div className="gallery" ref={root}>
          <Examples onDone={done} />
        </div>
      )}
    </Dialog>
  )
}

function Examples({ onDone }: { onDone: (name: string) => void }) {
  const [examples, setExamples] = useState<readonly Example[]>()
  const [search, setSearch] = useState('')
  const [group, setGroup] = useState<string>()
  const [at, setAt] = useState(0)
  const { busy, refused, ask, fail, forget } = useAsking(onDone)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => void listExamples().then(setExamples, fail), [fail])
  useEffect(() => {
    input.current?.focus()
    setSearch(takeTypedAhead())
  }, [])
  const matched = useMemo(() => matching(examples ?? [], search), [examples, search])
  const groups = useMemo(() => sectionsOf(examples ?? []).map((section) => section.group), [examples])
  const sections = sectionsOf(group === undefined ? matched : matched.filter((one) => one.group === group))
  const found = sections.flatMap((section) => section.examples)
  const current = found[at]

  const open = (example: Example | undefined) => {
    if (example !== undefined && !busy) ask(openExample(example.name))
  }
  const choose = (index: number) => {
    const to = Math.max(0, Math.min(found.length - 1, index))
    setAt(to)
    forget()
    document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' })
  }
  const narrow = (to: string | undefined) => {
    setGroup(to)
    setAt(0)
    forget()
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }
    if (event.key in steps) choose(at + steps[event.key]!)
    else if (event.key === 'Enter') open(current)
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        role="combobox"
        className="gallery-search"
        aria-label="Find an example"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current === undefined ? undefined : `${id}-${at}`}
        placeholder="Find, e.g. rust, extension or sqs"
        ref={input}
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
      <div className="gallery-groups" role="group" aria-label="Sections">
        {[undefined, ...groups].map((one) => (
          <button key={one ?? ''} type="button" aria-pressed={one === group} onClick={() => narrow(one)}>
            <span>{one ?? 'All examples'}</span>
            <small>{one === undefined ? matched.length : matched.filter((each) => each.group === one).length}</small>
          </button>
        ))}
      </div>
      <div
        role="listbox"
        id={`${id}-list`}
        className="gallery-list"
        aria-label="Examples"
        tabIndex={0}
        aria-activedescendant={current === undefined ? undefined : `${id}-${at}`}
        onKeyDown={onKeyDown}
      >
        {sections.map((section) => (
          <div key={section.group} role="group" aria-label={section.group}>
            <h3 role="presentation">{section.group}</h3>
            {section.examples.map((example) => {
              const index = found.indexOf(example)
              return (
                <ExampleOption
                  key={example.name}
                  id={`${id}-${index}`}
                  example={example}
                  selected={index === at}
                  onPoint={() => setAt(index)}
                  onOpen={() => open(example)}
                />
              )
            })}
          </div>
        ))}
        {examples !== undefined && found.length === 0 && (
          <p className="gallery-nothing" role="presentation">
            No example is called that.
          </p>
        )}
      </div>
      <ExampleFoot example={current} refused={refused} busy={busy} onOpen={() => open(current)} />
    </>
  )
}

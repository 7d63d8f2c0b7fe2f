// Looks for rows: a filter with completion, why it cannot be read, how many rows match, and what becomes of the others.
import { ListFilter, X } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { completions } from '../../model/filter/complete.ts'
import { parseFilter } from '../../model/filter/parse.ts'
import { useParts, usePage } from '../../store.ts'
import { show } from '../../url-state.ts'
import './filter.css'

export function FilterBar() {
  const { filter, only } = useParts('filter', 'only')
  // How many rows there are changes all the time, and is said only beside a filter.
  const found = usePage((page) => (page.filter === '' ? undefined : page.found))
  const [text, setText] = useState(filter)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const [cursor, setCursor] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => setText(filter), [filter])
  const parsed = useMemo(() => parseFilter(text), [text])
  const [complete, setComplete] = useState<typeof completions | undefined>()
  const offered = useMemo(() => complete?.(text, cursor) ?? [], [complete, text, cursor])
  const shownList = open && offered.length > 0
  // As long as there is something to choose from, what is missing is still being written.
  const problem = 'problem' in parsed && !shownList ? parsed.problem : undefined

  const change = (next: string, at: number) => {
    setText(next)
    setCursor(at)
    setActive(-1)
    setOpen(true)
    // What cannot be read yet changes nothing: it is still being written.
    if (!('problem' in parseFilter(next))) show({ filter: next }, 'replace')
  }
  const take = (index: number) => {
    const chosen = offered[index]
    if (chosen === undefined) return
    const next = text.slice(0, chosen.from) + chosen.insert + text.slice(cursor)
    const at = chosen.from + chosen.insert.length
    // At once: the next key may be typed before the page is drawn.
    flushSync(() => change(next, at))
    input.current?.setSelectionRange(at, at)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (open && offered.length > 0) setOpen(false)
      else document.querySelector<HTMLElement>('[role=treegrid]')?.focus()
    } else if (event.key === 'ArrowDown' && offered.length > 0) {
      setOpen(true)
      setActive((active + 1) % offered.length)
    } else if (event.key === 'ArrowUp' && offered.length > 0) {
      setActive((active - 1 + offered.length) % offered.length)
    } else if ((event.key === 'Enter' || event.key === 'Tab') && open && active >= 0) take(active)
    else if (event.key === 'Enter') {
      setOpen(false)
      document.querySelector<HTMLElement>('[role=treegrid]')?.focus()
    } else return
    event.preventDefault()
  }
  return (
    <div
      className={`filter ${problem !== undefined ? 'bad' : ''} ${text === '' ? '' : 'set'}`}
      onMouseDown={(event) => {
        // What is pressed beside the text leaves the focus in it: a field that is an icon without the focus would go away.
        if (event.target !== input.current) event.preventDefault()
      }}
    >
      <button
        type="button"
        className="icon filter-open"
        // The field itself can be reached, and opens then.
        tabIndex={-1}
        aria-label="Open the filter"
        title="Filter  /"
        onClick={() => input.current?.focus()}
      >
        <ListFilter size={14} />
      </button>
      <ListFilter size={13} aria-hidden="true" className="filter-sign" />
      <input
        ref={input}
        role="combobox"
        aria-label="Filter"
        aria-expanded={shownList}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shownList && active >= 0 ? `${id}-${active}` : undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        placeholder="Filter, e.g. path:next status:>=400"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={({ target }) => change(target.value, target.selectionStart ?? target.value.length)}
        onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart ?? 0)}
        onFocus={() => {
          setOpen(true)
          void import('../../model/filter/complete.ts').then((part) => setComplete(() => part.completions))
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {found !== undefined && filter !== '' && !('problem' in parsed) && (
        <>
          <span className="figure" role="status">
            {found.searching ? '…' : `${found.matched.toLocaleString('en')} of ${found.of.toLocaleString('en')}`}
          </span>
          <button
            type="button"
            className="filter-mode"
            title={
              only ? 'Others are left out. Click to dim them instead.' : 'Others are dimmed. Click to leave them out.'
            }
            onClick={() => usePage.setState({ only: !only })}
          >
            {only ? 'only' : 'dim'}
          </button>
        </>
      )}
      {text !== '' && (
        <button type="button" className="filter-clear" aria-label="Clear the filter" onClick={() => change('', 0)}>
          <X size={12} />
        </button>
      )}
      {problem !== undefined && (
        <p className="filter-problem" id={`${id}-problem`} role="alert">
          <code>
            {text.slice(0, problem.from)}
            <mark>{text.slice(problem.from, problem.to) || ' '}</mark>
            {text.slice(problem.to)}
          </code>
          {problem.message}
        </p>
      )}
      {shownList && (
        <div className="filter-list" role="listbox" id={`${id}-list`} aria-label="What can be written here">
          {offered.map(({ insert, help }, index) => (
            <div
              key={insert}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => {
                event.preventDefault()
                take(index)
              }}
            >
              <code>{insert}</code>
              <span>{help}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

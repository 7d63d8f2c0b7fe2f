// Chooses the function on the screen.
import type { FunctionDefinition } from '@playground/protocol'
import { ChevronDown } from 'lucide-react'
import { Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { runtimeWord } from '../../model/runtime-word.ts'
import { useParts, usePage } from '../../store.ts'
import { later } from '../../ui/later.ts'
import { show } from '../../url-state.ts'

const FunctionChoices = later(async () => (await import('./function-choices.tsx')).FunctionChoices)

type Props = {
  definition: FunctionDefinition | undefined
  onAttach: () => void
  onNew: () => void
  onExamples: () => void
  /** Asks whether this function shall be taken off the list; undefined where it cannot be. */
  onRemove: (() => void) | undefined
}

export function FunctionPicker({ definition, onAttach, onNew, onExamples, onRemove }: Props) {
  const { session } = useParts('session', 'revision')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const root = useRef<HTMLDivElement>(null)
  const functions = Object.values(session.state.functions)
  const others = [
    { label: 'New function, or open a folder…', run: onNew },
    { label: 'Open an example…', run: onExamples },
    { label: 'Attach your own runtime…', run: onAttach },
    ...(onRemove === undefined ? [] : [{ label: `Remove ${definition?.name} from the list…`, run: onRemove }]),
  ]
  useEffect(() => {
    if (!open) return
    const close = (event: Event) => root.current?.contains(event.target as Node) || setOpen(false)
    addEventListener('pointerdown', close)
    return () => removeEventListener('pointerdown', close)
  }, [open])

  const choose = (index: number) => {
    setOpen(false)
    const chosen = functions[index]
    if (chosen === undefined) return others[index - functions.length]?.run()
    show({ function: chosen.name, selected: undefined }, 'push')
    usePage.setState({ follow: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setOpen(false)
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      if (open) choose(active)
      else begin()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!open) return begin()
      const count = functions.length + others.length
      setActive((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count)
    }
  }
  const begin = () => {
    setActive(
      Math.max(
        0,
        functions.findIndex(({ name }) => name === definition?.name),
      ),
    )
    setOpen(true)
  }
  return (
    <div className="picker" ref={root}>
      <button
        type="button"
        role="combobox"
        aria-label="Function"
        aria-expanded={open}
        aria-haspopup="listbox"
        aria-controls="functions"
        aria-activedescendant={open ? `function-${active}` : undefined}
        onClick={() => (open ? setOpen(false) : begin())}
        onKeyDown={onKeyDown}
      >
        <i className={`dot ${definition?.problems.length ? 'bad' : ''}`} />
        <b>{definition?.name ?? 'No function'}</b>
        <span className="mono">{definition === undefined ? '' : runtimeWord(definition)}</span>
        <ChevronDown size={12} />
      </button>
      {open && (
        <Suspense fallback={null}>
          <FunctionChoices
            functions={functions}
            others={others.map(({ label }) => label)}
            active={active}
            onActive={setActive}
            onChoose={choose}
          />
        </Suspense>
      )}
    </div>
  )
}

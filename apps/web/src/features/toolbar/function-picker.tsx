// Which function is on the screen; its list, once open, does the choosing.
import type { FunctionDefinition } from '@playground/protocol'
import { ChevronDown } from 'lucide-react'
import { Suspense, useRef, useState, type KeyboardEvent } from 'react'
import { runtimeWord } from '../../model/runtime-word.ts'
import { usePage } from '../../store.ts'
import { commandKey } from '../../ui/keys.ts'
import { later } from '../../ui/later.ts'
import { Opening } from '../../ui/opening.tsx'

const FunctionChoices = later(async () => (await import('./function-choices.tsx')).FunctionChoices)

export function FunctionPicker({ definition }: { definition: FunctionDefinition | undefined }) {
  const [open, setOpen] = useState(false)
  /** The id of the option that the keys are at. */
  const [active, setActive] = useState<string>()
  const unbuilt = usePage((page) => page.session.state.builds[definition?.name ?? '']?.problem)
  const root = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    // ⌘↵ invokes, wherever the focus is.
    if (open || commandKey(event) || !['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(event.key)) return
    event.preventDefault()
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
        aria-activedescendant={open ? active : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={onKeyDown}
      >
        <i className={`dot ${definition?.problems.length || unbuilt ? 'bad' : ''}`} />
        <b>{definition?.name ?? 'No function'}</b>
        <span className="mono">{definition === undefined ? '' : runtimeWord(definition)}</span>
        <ChevronDown size={12} />
      </button>
      {open && (
        <Suspense fallback={<Opening onClose={() => setOpen(false)} />}>
          <FunctionChoices shown={definition} root={root} onActive={setActive} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

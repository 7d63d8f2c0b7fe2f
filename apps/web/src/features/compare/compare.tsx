// Two invocations side by side, over the middle view: what they took, and step beside step what differs.
import { X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { backToNow } from '../../moment/travel.ts'
import type { Side, SidePair } from '../../model/compare/address.ts'
import { usePage } from '../../store.ts'
import { inTextField } from '../../ui/in-text-field.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { show } from '../../url-state.ts'
import { Rounds } from './rounds.tsx'
import { roundNames } from './round-names.ts'
import { SideHead } from './side-head.tsx'
import { StepList, type StepListHandle } from './step-list.tsx'
import { Totals } from './totals.tsx'
import { useComparison } from './use-comparison.ts'
import '../../ui/dialog.css'
import './compare.css'

export function Compare({ pairs }: { pairs: readonly SidePair[] }) {
  const [round, setRound] = useState(0)
  const [everything, setEverything] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  const steps = useRef<StepListHandle>(null)
  const at = Math.min(round, pairs.length - 1)
  const pair = pairs[at]!
  const { a, b, comparison } = useComparison(pair, everything)
  const names = roundNames(
    usePage((page) => page.session),
    pairs,
  )

  useLayoutEffect(() => {
    const before = document.activeElement
    dialog.current?.focus()
    return () => backTo(before)
  }, [])
  useEffect(() => {
    const onKey = (key: globalThis.KeyboardEvent) => {
      if (key.key !== 'Escape' || key.defaultPrevented) return
      const inside = dialog.current?.contains(document.activeElement) === true
      if (!inside && inTextField(key.target)) return
      if (document.querySelector('dialog:modal, .menu') !== null) return
      key.preventDefault()
      // From beside the sheet the first press comes back to it.
      if (inside) close()
      else dialog.current?.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.target instanceof HTMLSelectElement) return
    if (key.ctrlKey || key.metaKey || key.altKey) return
    const single = usePage.getState().singleKeys || !key.nativeEvent.isTrusted
    if (key.key === 'ArrowDown' || key.key === 'ArrowUp') steps.current?.move(key.key === 'ArrowDown' ? 1 : -1)
    else if (single && (key.key === 'n' || key.key === 'N')) steps.current?.toDifference(key.key === 'n' ? 1 : -1)
    else return
    key.preventDefault()
  }
  const choose = (side: 0 | 1) => (to: Side) =>
    show({ compared: pairs.with(at, side === 0 ? [to, pair[1]] : [pair[0], to]) }, 'replace')

  return (
    <dialog ref={dialog} open className="compare" aria-label="Compare" tabIndex={-1} onKeyDown={onKeyDown}>
      <header className="compare-head">
        <h2>Compare</h2>
        {names.length > 1 && (
          <Tabs label="Round" tabs={names} current={names[at]!} onChange={(name) => setRound(names.indexOf(name))} />
        )}
        <span className="grow" />
        <label
          className="compare-all"
          title="Ids, dates and times differ each time; they are left out unless this is on"
        >
          <input type="checkbox" checked={everything} onChange={({ target }) => setEverything(target.checked)} />
          Compare ids and times too
        </label>
        <button
          type="button"
          className="icon small"
          aria-label="Close the comparison"
          title="Close (Esc)"
          onClick={close}
        >
          <X size={14} />
        </button>
      </header>
      <div className="compare-sides">
        <SideHead letter="A" side={pair[0]} invocation={a} onChoose={choose(0)} />
        <SideHead letter="B" side={pair[1]} invocation={b} onChoose={choose(1)} />
      </div>
      {a !== undefined && b !== undefined ? (
        <>
          <Totals a={a} b={b} />
          <Rounds pairs={pairs} />
          <StepList ref={steps} comparison={comparison} sides={pair} />
        </>
      ) : (
        <Missing />
      )}
    </dialog>
  )
}

function Missing() {
  const moment = usePage((page) => page.moment)
  const reading = usePage(({ connection }) => connection.phase === 'recorded' && connection.reading !== undefined)
  const connecting = usePage((page) => page.connection.phase === 'connecting')
  if (reading || connecting) return <p className="hint">The session is being read…</p>
  return (
    <p className="hint">
      {moment === undefined
        ? 'What is on this page does not hold both invocations. Choose others above.'
        : 'At the moment that is shown, not both invocations have begun. '}
      {moment !== undefined && (
        <button type="button" className="link" onClick={backToNow}>
          Back to now
        </button>
      )}
    </p>
  )
}

function close(): void {
  show({ compared: undefined }, 'push')
}

/** The focus goes back to where it was, or to the view that comes forward again. */
function backTo(before: Element | null): void {
  requestAnimationFrame(() => {
    if (document.querySelector('dialog[open]') !== null) return
    const known = before instanceof HTMLElement && before !== document.body && before.isConnected
    if (known) before.focus()
    if (!known || document.activeElement !== before)
      document.querySelector<HTMLElement>('[role=treegrid], section.view')?.focus()
  })
}

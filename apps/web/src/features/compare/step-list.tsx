// The steps of both, aligned, with the first difference marked; one of them has the focus, and each can be opened.
import { ArrowDown } from 'lucide-react'
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react'
import type { SidePair } from '../../model/compare/address.ts'
import { firstDifference, isDifferent, type Compared } from '../../model/compare/differences.ts'
import { mostSteps, type Step } from '../../model/compare/steps.ts'
import { toggled } from '../../model/toggled.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'
import { StepPair } from './step-pair.tsx'
import type { Comparison } from './use-comparison.ts'

export type StepListHandle = { move: (by: 1 | -1) => void; toDifference: (by: 1 | -1) => void }

type Props = { ref: Ref<StepListHandle>; comparison: Comparison; sides: SidePair }

export function StepList({ ref, comparison, sides }: Props) {
  const { pairs, reading, a, b } = comparison
  const list = useRef<HTMLOListElement>(null)
  const [chosen, setChosen] = useState<number | undefined>()
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const selected = usePage((page) => page.selected)
  const of = `${sides[0].invocation} ${sides[1].invocation}`
  const first = reading ? undefined : firstDifference(pairs)
  const count = pairs.filter(isDifferent).length
  const current = Math.min(chosen ?? first?.index ?? 0, pairs.length - 1)
  const scale = Math.max(1, ...[a, b].flatMap((side) => side?.steps.map(({ ms }) => ms) ?? []))
  const from = useMemo(() => beginnings(pairs), [pairs])
  useEffect(() => {
    setChosen(undefined)
    setOpened(new Set())
  }, [of])
  const focus = (index: number | undefined) => {
    if (index === undefined || pairs[index] === undefined) return
    setChosen(index)
    const row = rowAt(list.current, index)
    row?.querySelector<HTMLElement>('.step-middle')?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }
  const inList = () => list.current?.contains(document.activeElement) === true
  const toDifference = (by: 1 | -1) => {
    const from = inList() ? current : by > 0 ? -1 : pairs.length
    const places = pairs.flatMap((pair, index) => (isDifferent(pair) ? [index] : []))
    focus(
      by > 0
        ? (places.find((place) => place > from) ?? places[0])
        : (places.findLast((place) => place < from) ?? places.at(-1)),
    )
  }
  useImperativeHandle(ref, () => ({ move: (by) => focus(inList() ? current + by : current), toDifference }))
  const select = (side: 0 | 1, step: Step) => show({ function: sides[side].function, selected: step.seq }, 'replace')

  return (
    <>
      <div className="compare-bar">
        <p role="status">
          {reading
            ? 'What they carried is being read…'
            : first === undefined
              ? `No difference in ${pairs.length} steps but for the time.`
              : first.words}
        </p>
        {count > 0 && !reading && (
          <span className="quiet">
            {count} of {pairs.length} steps differ
          </span>
        )}
        <span className="grow" />
        {count > 0 && (
          <button type="button" className="outline" onClick={() => toDifference(1)}>
            <ArrowDown size={12} /> {inList() ? 'Next' : 'To the'} difference <kbd>n</kbd>
          </button>
        )}
      </div>
      <ol ref={list} className="compare-steps" aria-label="Steps" aria-busy={reading}>
        {pairs.map((pair, index) => (
          <StepPair
            key={index}
            pair={pair}
            index={index}
            count={pairs.length}
            scale={scale}
            from={from[index]!}
            first={index === first?.index}
            current={index === current}
            selected={selected}
            open={opened.has(index)}
            onFocus={() => setChosen(index)}
            onOpen={() => setOpened(toggled(opened, index))}
            onSelect={select}
          />
        ))}
      </ol>
      {[a, b].some((side) => side !== undefined && side.steps.length >= mostSteps) && (
        <p className="hint">Only the first {mostSteps.toLocaleString('en')} steps of each are compared.</p>
      )}
    </>
  )
}

function rowAt(list: HTMLElement | null, index: number): HTMLElement | undefined {
  return list?.children[index] as HTMLElement | undefined
}

/** When the step before it was on either side, milliseconds since the call. */
function beginnings(pairs: readonly Compared[]): { a: number; b: number }[] {
  let [a, b] = [0, 0]
  return pairs.map((pair) => {
    const from = { a, b }
    a = pair.a?.ms ?? a
    b = pair.b?.ms ?? b
    return from
  })
}

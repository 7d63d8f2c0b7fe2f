// The steps of both, aligned, with the first difference marked; one of them has the focus, and each can be opened.
import { ArrowDown } from 'lucide-react'
import { memo, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react'
import type { SidePair } from '../../model/compare/address.ts'
import { firstDifference, isDifferent, type Compared } from '../../model/compare/differences.ts'
import { mostSteps, type Step } from '../../model/compare/steps.ts'
import { toggled } from '../../model/toggled.ts'
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'
import { StepPair } from './step-pair.tsx'
import type { Comparison } from './use-comparison.ts'

/** Steps that are drawn at first, and with each press; all of thousands would keep the page from being drawn at all. */
const some = 100

const none: readonly Compared[] = []

export type StepListHandle = { move: (by: 1 | -1) => void; toDifference: (by: 1 | -1) => void }

type Props = { ref: Ref<StepListHandle>; comparison: Comparison | undefined; sides: SidePair }

export const StepList = memo(function StepList({ ref, comparison, sides }: Props) {
  const reading = comparison === undefined
  const pairs = comparison?.pairs ?? none
  const list = useRef<HTMLOListElement>(null)
  const [chosen, setChosen] = useState<number | undefined>()
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const [drawn, setDrawn] = useState(some)
  /** Where the focus goes once it is drawn. */
  const awaited = useRef<number | undefined>(undefined)
  const more = useCallback(() => setDrawn((before) => before + some), [])
  const selected = usePage((page) => page.selected)
  const of = sides.map(({ invocation }) => invocation).join(' ')
  const first = reading ? undefined : firstDifference(pairs)
  const count = pairs.filter(isDifferent).length
  const current = Math.min(chosen ?? first?.index ?? 0, pairs.length - 1)
  const scale = Math.max(1, ...pairs.map(({ a, b }) => Math.max(a?.ms ?? 0, b?.ms ?? 0)))
  const from = useMemo(() => beginnings(pairs), [pairs])
  useEffect(() => {
    setChosen(undefined)
    setOpened(new Set())
    setDrawn(some)
  }, [of])
  const focus = (index: number | undefined) => {
    if (index === undefined || pairs[index] === undefined) return
    setChosen(index)
    if (index < drawn) return focusRow(list.current, index)
    awaited.current = index
    setDrawn(index + some)
  }
  useEffect(() => {
    if (awaited.current !== undefined) focusRow(list.current, awaited.current)
    awaited.current = undefined
  }, [drawn])
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
  const open = useCallback((index: number) => setOpened((before) => toggled(before, index)), [])
  const select = useCallback(
    (side: 0 | 1, step: Step) => show({ function: sides[side].function, selected: step.seq }, 'replace'),
    [sides],
  )

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
        {pairs.slice(0, drawn).map((pair, index) => (
          <StepPair
            key={index}
            pair={pair}
            index={index}
            count={pairs.length}
            scale={scale}
            from={from[index]!}
            first={index === first?.index}
            current={index === current}
            selectedA={pair.a !== undefined && pair.a.seq === selected}
            selectedB={pair.b !== undefined && pair.b.seq === selected}
            open={opened.has(index)}
            onFocus={setChosen}
            onOpen={open}
            onSelect={select}
          />
        ))}
      </ol>
      {pairs.length > drawn && <More left={pairs.length - drawn} onMore={more} />}
      {(['a', 'b'] as const).some((side) => pairs.filter((pair) => pair[side] !== undefined).length >= mostSteps) && (
        <p className="hint">Only the first {mostSteps.toLocaleString('en')} steps of each are compared.</p>
      )}
    </>
  )
})

function focusRow(list: HTMLElement | null, index: number): void {
  const row = list?.children[index]
  row?.querySelector<HTMLElement>('.step-middle')?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'nearest' })
}

/** Draws more when it comes into sight. */
function More({ left, onMore }: { left: number; onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && onMore())
    observer.observe(button.current!)
    return () => observer.disconnect()
  }, [left, onMore])
  return (
    <button ref={button} type="button" className="link compare-more" onClick={onMore}>
      {left.toLocaleString('en')} more steps
    </button>
  )
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

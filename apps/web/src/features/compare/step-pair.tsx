// Two steps beside each other, or one with a gap beside it; opened, what differs in what they carried.
import { memo } from 'react'
import { differenceWords, isDifferent, type Compared } from '../../model/compare/differences.ts'
import type { Step } from '../../model/compare/steps.ts'
import { bytes, duration } from '../../model/format.ts'
import { plainMessage } from '../../model/log/plain.ts'
import { Chevron } from '../../ui/chevron.tsx'
import { StepDifference } from './step-difference.tsx'

type Props = {
  pair: Compared
  index: number
  count: number
  /** Milliseconds that are as wide as a column. */
  scale: number
  /** When the step before it was on either side, milliseconds since the call. */
  from: { a: number; b: number }
  /** It is the first that differs. */
  first: boolean
  current: boolean
  /** Its row is selected in the diagram. */
  selectedA: boolean
  selectedB: boolean
  open: boolean
  onFocus: (index: number) => void
  onOpen: (index: number) => void
  onSelect: (side: 0 | 1, step: Step) => void
}

export const StepPair = memo(function StepPair(props: Props) {
  const { pair, index, scale, from, first, current, open, onFocus, onOpen, onSelect } = props
  const { a, b } = pair
  const both = a !== undefined && b !== undefined
  const words = differenceWords(pair)
  const kind = !both ? 'alone' : isDifferent(pair) ? 'different' : 'same'
  return (
    <li className={`step-pair ${kind} ${first ? 'first' : ''}`}>
      <div className="step-sides">
        <span className="step-number" aria-hidden="true">
          {index + 1}
        </span>
        <StepCell
          side="A"
          step={a}
          from={from.a}
          scale={scale}
          selected={props.selectedA}
          onSelect={(step) => onSelect(0, step)}
        />
        <button
          type="button"
          className="step-middle"
          tabIndex={current ? 0 : -1}
          aria-label={sayPair(props)}
          aria-expanded={both ? open : undefined}
          onFocus={() => onFocus(index)}
          onClick={() => (both ? onOpen(index) : onSelect(a === undefined ? 1 : 0, a ?? b))}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowLeft' ? a : event.key === 'ArrowRight' ? b : undefined
            if (step === undefined) return
            event.preventDefault()
            onSelect(event.key === 'ArrowLeft' ? 0 : 1, step)
          }}
        >
          {both && <Chevron open={open} size={10} />}
          <span>{words === undefined ? '=' : both ? `≠ ${words}` : words}</span>
        </button>
        <StepCell
          side="B"
          step={b}
          from={from.b}
          scale={scale}
          selected={props.selectedB}
          onSelect={(step) => onSelect(1, step)}
          {...(a === undefined ? {} : { against: a.ms })}
        />
      </div>
      {open && both && <StepDifference pair={pair} a={a} b={b} />}
    </li>
  )
})

/** What a screen reader says of the two. */
function sayPair({ pair, index, count, first }: Props): string {
  const { a, b } = pair
  const words = differenceWords(pair)
  const name = (step: Step) => (step.printed ? `prints ${plainMessage(step.name)}` : step.name)
  const at = `Step ${index + 1} of ${count}`
  const marked = first ? 'first difference, ' : ''
  if (a === undefined || b === undefined) return `${at}, ${marked}${name(a ?? b)}, ${words ?? ''}`
  const names = name(a) === name(b) ? name(a) : `${name(a)} against ${name(b)}`
  const times = `A after ${duration(a.ms)}, B after ${duration(b.ms)}`
  return `${at}, ${marked}${names}, ${words === undefined ? 'the same' : `other ${words}`}, ${times}`
}

type CellProps = {
  side: 'A' | 'B'
  step: Step | undefined
  from: number
  scale: number
  selected: boolean
  /** When its counterpart was, milliseconds since the call. */
  against?: number
  onSelect: (step: Step) => void
}

function StepCell({ side, step, from, scale, selected, against, onSelect }: CellProps) {
  if (step === undefined) return <span className="step-gap" />
  const { name, who, extension, ms, printed, tone, status, half, bytes: size } = step
  const share = (value: number) => `${Math.min(100, (100 * value) / scale)}%`
  const figure = [
    ...(extension === undefined ? [] : [extension]),
    // An event that was delivered is a 200 each time.
    ...(status === undefined || (half?.answered !== undefined && status < 400) ? [] : [String(status)]),
    ...(size === undefined || size === 0 ? [] : [bytes(size)]),
  ].join(' · ')
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`step by-${who} ${printed ? 'printed' : ''} ${tone ?? ''}`}
      aria-label={`Select ${printed ? plainMessage(name) : name} of side ${side} in the diagram`}
      aria-current={selected ? 'true' : undefined}
      title={printed ? plainMessage(name) : undefined}
      onClick={() => onSelect(step)}
    >
      <span className="step-name">{printed ? plainMessage(name) : name}</span>
      {figure !== '' && <span className="step-figure">{figure}</span>}
      <span className="step-time">
        {ms === 0 ? '0' : duration(ms)}
        {against !== undefined && <small>{later(ms - against)}</small>}
      </span>
      <span className="step-bar" aria-hidden="true">
        <i style={{ width: share(from) }} />
        <b style={{ width: share(Math.max(0, ms - from)) }} />
      </span>
    </button>
  )
}

/** How much later B was, with its sign. */
function later(ms: number): string {
  if (Math.abs(ms) < 0.05) return '±0'
  return `${ms < 0 ? '−' : '+'}${duration(Math.abs(ms))}`
}

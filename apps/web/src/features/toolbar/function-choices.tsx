// The list of the picker while it is open: the functions, and what else can be done there.
import type { FunctionDefinition } from '@playground/protocol'
import { runtimeWord } from '../../model/runtime-word.ts'
import './function-choices.css'

type Props = {
  functions: readonly FunctionDefinition[]
  /** What follows them. */
  others: readonly string[]
  /** Counted over both. */
  active: number
  onActive: (index: number) => void
  onChoose: (index: number) => void
}

export function FunctionChoices({ functions, others, active, onActive, onChoose }: Props) {
  return (
    <div className="listbox" role="listbox" id="functions" aria-label="Functions">
      {functions.map((one, index) => (
        <div
          key={one.name}
          role="option"
          id={`function-${index}`}
          aria-selected={index === active}
          onPointerMove={() => onActive(index)}
          onClick={() => onChoose(index)}
        >
          <i className={`dot ${one.problems.length > 0 ? 'bad' : ''}`} />
          <b>{one.name}</b>
          <span className="mono">{runtimeWord(one)}</span>
          <small>{one.problems[0] ?? one.description ?? one.folder ?? ''}</small>
        </div>
      ))}
      {others.map((label, at) => (
        <div
          key={label}
          role="option"
          id={`function-${functions.length + at}`}
          className="attach"
          aria-selected={active === functions.length + at}
          onPointerMove={() => onActive(functions.length + at)}
          onClick={() => onChoose(functions.length + at)}
        >
          {label}
        </div>
      ))}
    </div>
  )
}

// One setting: its label, what is typed, and a line of help that gives way to what is wrong.
import { useId } from 'react'
import type { FieldText } from './fields.ts'

type Props = Omit<FieldText, 'name'> & {
  value: string
  problem: string | undefined
  onChange: (value: string) => void
}

export function Field({ label, help, placeholder, unit, known, value, problem, onChange }: Props) {
  const id = useId()
  const number = unit !== undefined
  return (
    <div className={number ? 'setting setting-number' : 'setting'}>
      <label htmlFor={id}>{label}</label>
      <span className="setting-input">
        <input
          id={id}
          value={value}
          placeholder={placeholder}
          inputMode={number ? 'numeric' : undefined}
          list={known === undefined ? undefined : `${id}-known`}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-help`}
          onChange={({ target }) => onChange(number ? target.value.trim() : target.value)}
        />
        {known !== undefined && (
          <datalist id={`${id}-known`}>
            {known.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        )}
        {number && <span className="quiet">{unit}</span>}
      </span>
      <p id={`${id}-help`} className={problem === undefined ? 'setting-help' : 'setting-problem'}>
        {problem ?? help}
      </p>
    </div>
  )
}

// One field of a template.
import type { Field } from '@playground/protocol/events'
import { useId } from 'react'

type Props = { field: Field; value: string; problem: string | undefined; onChange: (value: string) => void }

export function TemplateField({ field, value, problem, onChange }: Props) {
  const id = useId()
  const { label, kind, choices = [], help } = field
  const said = problem ?? help
  const common = {
    id,
    'aria-invalid': problem !== undefined,
    ...(said === undefined ? {} : { 'aria-describedby': `${id}-said` }),
  }
  return (
    <div className="event-field">
      <label htmlFor={id}>{label}</label>
      {kind === 'choice' ? (
        <select {...common} value={value} onChange={({ target }) => onChange(target.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : kind === 'lines' ? (
        <textarea
          {...common}
          className="mono"
          rows={3}
          spellCheck={false}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      ) : (
        <input
          {...common}
          className={kind === 'json' ? 'mono' : undefined}
          inputMode={kind === 'number' ? 'numeric' : undefined}
          spellCheck={false}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
      {said !== undefined && (
        <small id={`${id}-said`} className={problem === undefined ? 'quiet' : 'wrong'}>
          {said}
        </small>
      )}
    </div>
  )
}

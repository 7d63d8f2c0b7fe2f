// Asks for the name of an event, and says at once what is wrong with one.
import { useEffect, useRef, useState } from 'react'
import { nameProblem } from './use-saved.ts'

type Props = {
  label: string
  initial: string
  taken: readonly string[]
  onName: (name: string) => void
  onCancel: () => void
}

export function NameForm({ label, initial, taken, onName, onCancel }: Props) {
  const [name, setName] = useState(initial)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.select(), [])
  const problem = name === '' ? undefined : nameProblem(name, taken)
  return (
    <form
      className="name-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (name !== '' && problem === undefined) onName(name)
      }}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <label>
        {label}
        <input
          ref={input}
          value={name}
          aria-invalid={problem !== undefined}
          spellCheck={false}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <button type="submit" className="outline" disabled={name === '' || problem !== undefined}>
        Save
      </button>
      <button type="button" className="outline" onClick={onCancel}>
        Cancel
      </button>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}

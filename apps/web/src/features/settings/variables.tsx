// Environment variables as rows of a name and a value.
import { functionLimits, variableBytes } from '@playground/protocol'
import { Plus, X } from 'lucide-react'
import { useId, useRef } from 'react'
import { isFilled, type FormProblems, type VariableRow } from './settings-text.ts'

type Props = {
  rows: readonly VariableRow[]
  problems: Pick<FormProblems, 'rows' | 'variables'>
  /** What holds while there are none. */
  given: string | undefined
  onChange: (rows: VariableRow[]) => void
}

export function Variables({ rows, problems, given, onChange }: Props) {
  const id = useId()
  const section = useRef<HTMLElement>(null)
  const bytes = variableBytes(Object.fromEntries(rows.map(({ name, value }) => [name, value])))
  const focusSoon = (selector: string) =>
    requestAnimationFrame(() => section.current?.querySelector<HTMLElement>(selector)?.focus())
  const add = () => {
    const next = Math.max(-1, ...rows.map((row) => row.id)) + 1
    onChange([...rows, { id: next, was: undefined, name: '', value: '' }])
    focusSoon(`[data-row="${next}"] input`)
  }
  const remove = (gone: VariableRow) => {
    const at = rows.indexOf(gone)
    const beside = rows[at + 1] ?? rows[at - 1]
    onChange(rows.filter((row) => row !== gone))
    focusSoon(beside === undefined ? '.variables-head button' : `[data-row="${beside.id}"] button`)
  }
  const change = (changed: VariableRow, by: Partial<VariableRow>) =>
    onChange(rows.map((row) => (row === changed ? { ...row, ...by } : row)))
  return (
    <section ref={section} className="variables" aria-labelledby={`${id}-title`}>
      <div className="variables-head">
        <h2 id={`${id}-title`}>Environment variables</h2>
        <span className="grow" />
        <button type="button" className="outline" aria-label="Add a variable" onClick={add}>
          <Plus size={12} /> Add
        </button>
      </div>
      {rows.map((row, index) => {
        const problem = problems.rows.get(row.id)
        const described = problem === undefined ? undefined : `${id}-${row.id}`
        return (
          <div key={row.id} className="variable" data-row={row.id}>
            <input
              aria-label={`Name of variable ${index + 1}`}
              className="mono"
              placeholder="NAME"
              value={row.name}
              autoComplete="off"
              spellCheck={false}
              aria-invalid={problem !== undefined}
              aria-describedby={described}
              onChange={({ target }) => change(row, { name: target.value.trim() })}
            />
            <input
              aria-label={`Value of ${row.name || `variable ${index + 1}`}`}
              className="mono"
              placeholder="value"
              value={row.value}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => change(row, { value: target.value })}
            />
            <button
              type="button"
              className="icon small"
              aria-label={`Remove ${row.name || `variable ${index + 1}`}`}
              title="Remove"
              onClick={() => remove(row)}
            >
              <X size={13} />
            </button>
            {problem !== undefined && (
              <p id={described} className="setting-problem">
                {problem}
              </p>
            )}
          </div>
        )
      })}
      {problems.variables === undefined ? (
        <p className="setting-help">
          {rows.some(isFilled)
            ? `${bytes.toLocaleString('en')} of ${functionLimits.variablesBytes.toLocaleString('en')} bytes.`
            : (given ?? 'None. The runtime and the function read them from their environment.')}
        </p>
      ) : (
        <p className="setting-problem" role="alert">
          {problems.variables}
        </p>
      )}
    </section>
  )
}

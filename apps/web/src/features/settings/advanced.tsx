// Settings that most functions do without: folded away until one is set, wrong, or looked for.
import { useId, useState, type ReactNode } from 'react'
import { usePage } from '../../store.ts'
import type { AdvancedField, FieldGroup } from './advanced-fields.ts'
import { Field } from './field.tsx'
import type { FormProblems, FormValues } from './settings-text.ts'

type Props = {
  title: string
  groups: readonly FieldGroup[]
  values: FormValues
  problems: Pick<FormProblems, 'fields'>
  onChange: (values: FormValues) => void
  /** What stands before the groups. */
  children?: ReactNode
}

export function Advanced({ title, groups, values, problems, onChange, children }: Props) {
  const all = groups.flatMap(({ fields }) => fields)
  // One of them is not as it is without being said.
  const [opened, setOpened] = useState(() => all.some(({ name }) => values[name] !== ''))
  const wrong = all.some(({ name }) => problems.fields[name] !== undefined)
  return (
    <details
      className="settings-advanced"
      open={opened || wrong}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary>{title}</summary>
      {children}
      {groups.map(({ title: legend, fields }) => (
        <fieldset key={legend}>
          <legend>{legend}</legend>
          {fields.map((field) => (
            <AdvancedSetting
              key={field.name}
              field={field}
              value={values[field.name]}
              problem={problems.fields[field.name]}
              onChange={(value) => onChange({ ...values, [field.name]: value })}
            />
          ))}
        </fieldset>
      ))}
    </details>
  )
}

type SettingProps = {
  field: AdvancedField
  value: string
  problem: string | undefined
  onChange: (value: string) => void
}

function AdvancedSetting({ field, value, problem, onChange }: SettingProps) {
  if (field.kind !== 'number') return <OtherSetting field={field} value={value} problem={problem} onChange={onChange} />
  const { label, help, unit, byDefault } = field
  return <Field {...{ label, help, unit, value, problem, onChange }} placeholder={byDefault} />
}

type Other = Exclude<AdvancedField, { kind: 'number' }>

function OtherSetting({ field, value, problem, onChange }: SettingProps & { field: Other }) {
  const id = useId()
  const described = { id, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-help` }
  return (
    <div className={`setting setting-${field.kind}`}>
      <label htmlFor={id}>{field.label}</label>
      <span className="setting-input">
        {field.kind === 'flag' && (
          <input
            {...described}
            type="checkbox"
            checked={value === '' ? field.byDefault : value === 'true'}
            onChange={({ target }) => onChange(target.checked === field.byDefault ? '' : String(target.checked))}
          />
        )}
        {field.kind === 'choice' && (
          <select {...described} value={value} onChange={({ target }) => onChange(target.value)}>
            <option value="">{field.byDefault}, as by default</option>
            {field.choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
            {value !== '' && !field.choices.includes(value) && <option>{value}</option>}
          </select>
        )}
        {field.kind === 'destination' && (
          <>
            <input
              {...described}
              list={`${id}-known`}
              placeholder={field.byDefault}
              autoComplete="off"
              spellCheck={false}
              value={value}
              onChange={({ target }) => onChange(target.value.trim())}
            />
            <KnownFunctions id={`${id}-known`} />
          </>
        )}
        {field.kind === 'lines' && (
          <textarea
            {...described}
            rows={Math.max(1, value.split('\n').length)}
            placeholder={field.byDefault}
            spellCheck={false}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </span>
      <p id={`${id}-help`} className={problem === undefined ? 'setting-help' : 'setting-problem'}>
        {problem ?? field.help}
      </p>
    </div>
  )
}

/** What a destination can be, to choose from. */
function KnownFunctions({ id }: { id: string }) {
  const functions = usePage((page) => page.session.state.functions)
  return (
    <datalist id={id}>
      {Object.keys(functions).map((name) => (
        <option key={name} value={`function:${name}`} />
      ))}
      <option value="file:destinations.ndjson" />
    </datalist>
  )
}

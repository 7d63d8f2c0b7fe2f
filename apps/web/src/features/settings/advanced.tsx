// The settings of how environments are run: folded away until one is set, wrong, or looked for.
import { useId, useState } from 'react'
import { advancedGroups, advancedNames, isAdvanced, type AdvancedField } from './advanced-fields.ts'
import { Field } from './field.tsx'
import type { FormProblems, FormValues } from './settings-text.ts'

type Props = {
  values: FormValues
  problems: Pick<FormProblems, 'fields'>
  onChange: (values: FormValues) => void
}

export function Advanced({ values, problems, onChange }: Props) {
  const [opened, setOpened] = useState(() => isAdvanced(values))
  const wrong = Object.keys(problems.fields).some((name) => advancedNames.has(name))
  return (
    <details
      className="settings-advanced"
      open={opened || wrong}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary>Advanced</summary>
      {advancedGroups.map(({ title, fields }) => (
        <fieldset key={title}>
          <legend>{title}</legend>
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

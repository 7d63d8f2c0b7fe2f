// A whole number from 1 on, with its unit behind it; what is no such number is marked and not taken.
import { useEffect, useState } from 'react'

type Props = { label: string; value: number; max: number; disabled?: boolean; onChange: (value: number) => void }

export function NumberField({ label, value, max, disabled = false, onChange }: Props) {
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])
  const legal = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= max
  return (
    <span className="number-field">
      <input
        aria-label={label}
        inputMode="numeric"
        value={text}
        disabled={disabled}
        aria-invalid={!legal}
        title={legal ? undefined : `1 to ${max.toLocaleString('en')}`}
        onChange={({ target }) => {
          setText(target.value)
          const next = Number(target.value)
          if (/^\d+$/.test(target.value) && next >= 1 && next <= max) onChange(next)
        }}
        onBlur={() => setText(String(value))}
      />
      <span aria-hidden="true">{label}</span>
    </span>
  )
}

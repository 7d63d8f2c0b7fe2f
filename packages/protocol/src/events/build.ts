// An event from a template and the values of its fields, or what is wrong with them.
import type { EventTemplate, Field, Make } from './template.ts'

/** What is wrong with the value of a field, and what to do. */
export type FieldProblem = { field: string; message: string }

type Built = { ok: true; event: unknown } | { ok: false; problems: FieldProblem[] }

/** `values`: text by field, as a form or a command line has it; a field that is left out keeps its initial value. */
export function buildEvent(
  { fields, build }: EventTemplate,
  values: Readonly<Record<string, string>> = {},
  make: Make = makeNow(),
): Built {
  const problems: FieldProblem[] = Object.keys(values)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((field) => ({ field, message: `There is no field ${field}. There are ${Object.keys(fields).join(', ')}.` }))
  const read: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = valueOf(field, values[name] ?? field.initial)
    if ('problem' in value) problems.push({ field: name, message: value.problem })
    else read[name] = value.value
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, event: build(read, make) }
}

function valueOf(field: Field, text: string): { value: unknown } | { problem: string } {
  const { label, kind, choices = [] } = field
  switch (kind) {
    case 'text':
    case 'lines':
      return { value: text }
    case 'number':
      return numberOf(field, text)
    case 'choice':
      return choices.includes(text)
        ? { value: text }
        : { problem: `${label} is “${text}”, and has to be one of ${choices.join(', ')}.` }
    case 'json':
      return objectOf(field, text)
  }
}

function numberOf(
  { label, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, whole }: Field,
  text: string,
) {
  const value = Number(text)
  if (!/^-?\d+(?:\.\d+)?(?:e\d+)?$/i.test(text.trim()))
    return { problem: `${label} is “${text}”, and has to be a number, such as 42.` }
  if (whole === true && !Number.isInteger(value)) return { problem: `${label} is ${text}, and has to be whole.` }
  if (value < min) return { problem: `${label} is ${text}, and has to be at least ${min}.` }
  if (value > max) return { problem: `${label} is ${text}, and may be at most ${max}.` }
  return { value }
}

function objectOf({ label }: Field, text: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (problem) {
    return { problem: `${label} is no JSON: ${problem instanceof Error ? problem.message : String(problem)}.` }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { value }
    : { problem: `${label} has to be a JSON object, such as {"id": "42"}.` }
}

/** Time and ids of now. */
export function makeNow(now = Date.now()): Make {
  const hex = (digits: number) => {
    const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(digits / 2)))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .slice(0, digits)
  }
  return {
    now,
    iso: (later = 0) => new Date(now + later).toISOString(),
    id: () => crypto.randomUUID(),
    hex,
    digits: (digits) => Array.from(crypto.getRandomValues(new Uint8Array(digits)), (byte) => byte % 10).join(''),
  }
}

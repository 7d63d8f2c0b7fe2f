// The settings of a form and the text of function.json, each made of the other; what the form does not know stays.
import { checkSettings } from '@playground/protocol'
import { renameMembers, setMember } from './json-edit.ts'
import { fieldNames, isObject, isRecord, meant, shown, type FieldName } from './setting-kinds.ts'

/** `was`: the name it has in the file; undefined for a row that is new. */
export type VariableRow = { id: number; was: string | undefined; name: string; value: string }
/** What stands in the form: text as it was typed, empty where the file has no such setting. */
export type FormValues = Record<FieldName, string> & { variables: VariableRow[] }

/** `fields` and `rows` say what is wrong in place; `others` is about what the form does not show. */
export type FormProblems = {
  fields: Partial<Record<FieldName, string>>
  /** By the id of the row. */
  rows: Map<number, string>
  variables: string | undefined
  others: { line: number; text: string }[]
}

/** Undefined where the text is no JSON object. A file that is not there yet counts as `{}`. */
export function valuesOf(text: string): FormValues | undefined {
  const json = objectOf(text)
  if (json === undefined) return undefined
  const fields = Object.fromEntries(fieldNames.map((name) => [name, shown(name, memberOf(json, name))]))
  const variables = isObject(json['variables']) ? Object.entries(json['variables']) : []
  return {
    ...(fields as Record<FieldName, string>),
    variables: variables.map(([name, value], id) => ({ id, was: name, name, value: shown('value', value) })),
  }
}

/** The text with what differs from it in the form, and nothing else touched. */
export function textWith(text: string, values: FormValues): string {
  const before = valuesOf(text)
  if (before === undefined) return text
  const variables = values.variables.filter(isFilled)
  const changed = fieldNames.filter((name) => values[name] !== before[name])
  if (text === '' && changed.length === 0 && variables.length === 0) return text
  let result = text === '' ? '{}\n' : text
  for (const name of changed) result = setAt(result, name.split('.'), meant(name, values[name]))
  return withVariables(result, before.variables, variables)
}

export function problemsOf(text: string, values: FormValues, takenNames: readonly string[]): FormProblems {
  const found: FormProblems = { fields: {}, rows: new Map(), variables: undefined, others: [] }
  const next = textWith(text, values)
  for (const { path, line, message } of checkSettings(next).problems) {
    const [first = '', variable] = path
    const row = values.variables.find(({ name }) => name === variable)
    const field = fieldAt(path)
    if (field === 'routes') found.fields.routes ??= routeProblem(path, message)
    else if (field !== undefined)
      found.fields[field] ??= isRecord(field) && variable !== undefined ? `${variable}: ${message}.` : sentence(message)
    else if (first === 'variables' && row !== undefined) found.rows.set(row.id, sentence(message))
    else if (first === 'variables' && path.length === 1) found.variables = sentence(`they ${message}`)
    else found.others.push({ line, text: `${path.length === 0 ? 'It' : `"${path.join('.')}"`} ${message}.` })
  }
  if (takenNames.includes(values.name)) found.fields.name = 'Belongs to another function. Choose another name.'
  const names = new Set<string>()
  for (const { id, name } of values.variables.filter(isFilled)) {
    if (names.has(name)) found.rows.set(id, 'Is there already.')
    names.add(name)
  }
  return found
}

/** What is in the form, over another text than it was made of. */
export function rebased(values: FormValues, text: string): FormValues {
  const there = new Set(valuesOf(text)?.variables.map(({ name }) => name))
  return {
    ...values,
    variables: values.variables.map((row) => ({ ...row, was: there.has(row.name) ? row.name : undefined })),
  }
}

export function isClean({ fields, rows, variables }: FormProblems): boolean {
  return Object.keys(fields).length === 0 && rows.size === 0 && variables === undefined
}

/** A row that nothing was typed into is no variable. */
export function isFilled({ name, value }: VariableRow): boolean {
  return name !== '' || value !== ''
}

function withVariables(text: string, before: readonly VariableRow[], after: readonly VariableRow[]): string {
  if (after.length === 0) return before.length === 0 ? text : setMember(text, [], 'variables', undefined)
  if (before.length === 0) {
    const all = Object.fromEntries(after.map(({ name, value }) => [name, value]))
    return setMember(text, [], 'variables', all)
  }
  const kept = new Set(after.map(({ was }) => was))
  let result = text
  for (const { name } of before) if (!kept.has(name)) result = setMember(result, ['variables'], name, undefined)
  const changes = after.flatMap(({ was, name, value }) => {
    const untouched = before.some((row) => row.name === was && was === name && row.value === value)
    return was === undefined || untouched ? [] : [{ from: was, to: name, value }]
  })
  result = renameMembers(result, ['variables'], changes)
  for (const { was, name, value } of after)
    if (was === undefined) result = setMember(result, ['variables'], name, value)
  return result
}

function objectOf(text: string): Record<string, unknown> | undefined {
  if (text === '') return {}
  try {
    const json: unknown = JSON.parse(text)
    return isObject(json) ? json : undefined
  } catch {
    return undefined
  }
}

/** The field that shows what is at this path, or what it is a part of. */
function fieldAt(path: readonly string[]): FieldName | undefined {
  return fieldNames.find((name) => {
    const parts = name.split('.')
    return parts.every((part, at) => path[at] === part)
  })
}

function memberOf(json: Record<string, unknown>, name: string): unknown {
  let value: unknown = json
  for (const part of name.split('.')) value = isObject(value) ? value[part] : undefined
  return value
}

/** Makes the objects on the way, and leaves none that has become empty by it. */
function setAt(text: string, path: readonly string[], value: unknown): string {
  const [name, inside] = [path.at(-1)!, path.slice(0, -1)]
  const json = objectOf(text) ?? {}
  if (inside.length === 0) return setMember(text, [], name, value)
  const parent = memberOf(json, inside.join('.'))
  if (!isObject(parent)) return value === undefined ? text : setAt(text, inside, { [name]: value })
  const isLast = value === undefined && Object.keys(parent).every((one) => one === name)
  return isLast ? setAt(text, inside, undefined) : setMember(text, inside, name, value)
}

/** Counted from one, as people do. */
function routeProblem([, index, member]: readonly string[], message: string): string {
  if (index === undefined) return sentence(`they ${message}`)
  return `Route ${Number(index) + 1}: ${member === undefined ? 'it' : `its ${member}`} ${message}.`
}

function sentence(message: string): string {
  return `${message[0]!.toUpperCase()}${message.slice(1)}.`
}

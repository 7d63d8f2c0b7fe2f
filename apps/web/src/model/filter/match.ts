// Whether a filter holds for a row.
import { fields, type Subject } from './fields.ts'
import type { Comparison, Filter } from './parse.ts'

export function matches(filter: Filter, subject: Subject): boolean {
  switch (filter.type) {
    case 'and':
      return filter.parts.every((part) => matches(part, subject))
    case 'or':
      return filter.parts.some((part) => matches(part, subject))
    case 'not':
      return !matches(filter.part, subject)
    case 'text':
      return contains(fields['text']!.of(subject), filter.text)
    case 'header':
      return subject.exchange !== undefined && subject.heads?.has(filter.asks, subject.exchange) === true
    case 'word': {
      const { kind, of } = fields[filter.field]!
      const found = of(subject)
      return filter.values.some((value) =>
        kind === 'text' ? contains(found, value) : found.some((one) => String(one).toLowerCase().startsWith(value)),
      )
    }
    case 'number': {
      const { field, comparison, value } = filter
      return fields[field]!.of(subject).some((one) => compare(Number(one), comparison, value))
    }
    case 'between': {
      const { field, from, to } = filter
      return fields[field]!.of(subject).some((one) => Number(one) >= from && Number(one) <= to)
    }
  }
}

function contains(found: readonly (string | number)[], text: string): boolean {
  return found.some((one) => String(one).toLowerCase().includes(text))
}

function compare(one: number, how: Comparison, other: number): boolean {
  switch (how) {
    case '=':
      return one === other
    case '>':
      return one > other
    case '>=':
      return one >= other
    case '<':
      return one < other
    case '<=':
      return one <= other
  }
}

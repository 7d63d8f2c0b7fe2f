// Reads a filter as the network panels of browsers have it: words, `field:value`, `-` or `not`, `or`, parentheses.
import { fields } from './fields.ts'
import { headQuestion, type HeadQuestion } from './head-question.ts'
import { closingQuote, unquoted } from './quotation.ts'

export type Comparison = '=' | '>' | '>=' | '<' | '<='

/** What a filter asks. Where terms stand beside each other, all of them must hold. */
export type Filter =
  | { type: 'and' | 'or'; parts: Filter[] }
  | { type: 'not'; part: Filter }
  | { type: 'text'; text: string }
  | { type: 'header'; asks: HeadQuestion }
  | { type: 'word'; field: string; values: string[] }
  | { type: 'number'; field: string; comparison: Comparison; value: number }
  /** Both ends belong to it; one that is open is infinite. */
  | { type: 'between'; field: string; from: number; to: number }

/** Why a filter could not be read, and the characters that are the reason. */
export type FilterProblem = { message: string; from: number; to: number }

export type Parsed = { filter: Filter | undefined } | { problem: FilterProblem }

type Token = { kind: 'term' | '(' | ')' | 'or' | 'not'; text: string; from: number; to: number }

class Unreadable extends Error {
  readonly problem: FilterProblem
  constructor(message: string, from: number, to: number) {
    super(message)
    this.problem = { message, from, to }
  }
}

/** An empty text asks for nothing: its filter is undefined. */
export function parseFilter(text: string): Parsed {
  try {
    const tokens = split(text)
    if (tokens.length === 0) return { filter: undefined }
    const reader = { tokens, at: 0, end: text.length }
    const filter = either(reader)
    const rest = tokens[reader.at]
    if (rest !== undefined)
      throw new Unreadable('This parenthesis closes none. Remove it, or open one before.', rest.from, rest.to)
    return { filter }
  } catch (problem) {
    if (problem instanceof Unreadable) return { problem: problem.problem }
    throw problem
  }
}

/** Terms with where they stand; quotes hold a term together. */
export function split(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const character = text[at]!
    if (/\s/.test(character)) {
      at += 1
      continue
    }
    const from = at
    if (character === '(' || character === ')' || character === '|') {
      at += 1
      tokens.push({ kind: character === '|' ? 'or' : character, text: character, from, to: at })
      continue
    }
    if ((character === '-' || character === '!') && at + 1 < text.length && !/\s/.test(text[at + 1]!)) {
      at += 1
      tokens.push({ kind: 'not', text: character, from, to: at })
      continue
    }
    while (at < text.length && !/[\s()|]/.test(text[at]!)) {
      if (text[at] === '"') {
        const close = closingQuote(text, at)
        if (close < 0) throw new Unreadable('This quotation is not closed. Add a " at its end.', at, text.length)
        at = close
      }
      at += 1
    }
    const word = text.slice(from, at)
    const lower = word.toLowerCase()
    const kind = lower === 'or' ? 'or' : lower === 'not' ? 'not' : 'term'
    if (lower !== 'and') tokens.push({ kind, text: word, from, to: at })
  }
  return tokens
}

type Reader = { tokens: Token[]; at: number; end: number }

function either(reader: Reader): Filter {
  const parts = [all(reader)]
  while (reader.tokens[reader.at]?.kind === 'or') {
    reader.at += 1
    parts.push(all(reader))
  }
  return parts.length === 1 ? parts[0]! : { type: 'or', parts }
}

function all(reader: Reader): Filter {
  const parts: Filter[] = []
  for (let token = reader.tokens[reader.at]; token !== undefined && token.kind !== ')' && token.kind !== 'or';) {
    parts.push(one(reader))
    token = reader.tokens[reader.at]
  }
  const token = reader.tokens[reader.at]
  if (parts.length === 0)
    throw new Unreadable('Something to look for is missing here.', token?.from ?? reader.end, token?.to ?? reader.end)
  return parts.length === 1 ? parts[0]! : { type: 'and', parts }
}

function one(reader: Reader): Filter {
  const token = reader.tokens[reader.at]
  if (token === undefined) throw new Unreadable('Something to look for is missing here.', reader.end, reader.end)
  reader.at += 1
  if (token.kind === 'not') return { type: 'not', part: one(reader) }
  if (token.kind !== '(') return term(token)
  const inner = either(reader)
  if (reader.tokens[reader.at]?.kind !== ')')
    throw new Unreadable('This parenthesis is not closed. Add a ) at its end.', token.from, token.to)
  reader.at += 1
  return inner
}

function term({ text, from, to }: Token): Filter {
  const colon = text.startsWith('"') ? -1 : text.indexOf(':')
  if (colon < 0) return { type: 'text', text: unquoted(text).toLowerCase() }
  const name = text.slice(0, colon).toLowerCase()
  const field = fields[name]
  if (field === undefined) {
    const known = Object.keys(fields).join(', ')
    throw new Unreadable(`There is no field “${name}”. Fields are ${known}.`, from, from + colon)
  }
  const value = text.slice(colon + 1)
  if (value === '') throw new Unreadable(`${name}: needs a value: ${field.help}.`, from, to)
  if (field.kind === 'header') {
    const asks = headQuestion(value)
    if ('problem' in asks) throw new Unreadable(asks.problem, from + colon + 1, to)
    return { type: 'header', asks }
  }
  if (field.kind === 'number') return comparison(name, value, from + colon + 1, to)
  if (field.kind === 'text' && name === 'text') return { type: 'text', text: unquoted(value).toLowerCase() }
  const values = value.startsWith('"') ? [unquoted(value)] : value.split(',').filter((part) => part !== '')
  const known = name === 'has' || name === 'kind' || name === 'outcome' || name === 'from' ? field.values : undefined
  const stranger = values.find(
    (part) => known !== undefined && !known.some((good) => good.startsWith(part.toLowerCase())),
  )
  if (stranger !== undefined)
    throw new Unreadable(`${name}: knows no “${stranger}”. It can be ${known!.join(', ')}.`, from + colon + 1, to)
  return { type: 'word', field: name, values: values.map((part) => part.toLowerCase()) }
}

function comparison(name: string, value: string, from: number, to: number): Filter {
  const range = /^([^.<>=]*(?:\.\d+[a-z]*)?)\.\.(.*)$/i.exec(value)
  if (range !== null) return between(name, range[1]!, range[2]!, from, to)
  const read = /^(>=|<=|>|<|=)?(.*)$/.exec(value)!
  const number = amount(name, read[2]!)
  if (number === undefined) throw notANumber(name, from, to)
  return { type: 'number', field: name, comparison: (read[1] ?? '=') as Comparison, value: number }
}

function between(name: string, begins: string, ends: string, from: number, to: number): Filter {
  const low = begins === '' ? Number.NEGATIVE_INFINITY : amount(name, begins)
  const high = ends === '' ? Number.POSITIVE_INFINITY : amount(name, ends)
  if (low === undefined || high === undefined || (begins === '' && ends === '')) throw notANumber(name, from, to)
  if (low > high) throw new Unreadable(`This ends before it begins. Write ${name}:${ends}..${begins}.`, from, to)
  return { type: 'between', field: name, from: low, to: high }
}

/** A number with its unit; undefined where it is none. */
function amount(name: string, text: string): number | undefined {
  const read = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text)
  const unit = read?.[2]?.toLowerCase() ?? ''
  const factor = unit === '' ? 1 : fields[name]!.units?.[unit]
  return read === null || factor === undefined ? undefined : Number(read[1]) * factor
}

function notANumber(name: string, from: number, to: number): Unreadable {
  const units = Object.keys(fields[name]!.units ?? {})
  const example = fields[name]!.values?.[0] ?? '>=2'
  return new Unreadable(
    `${name}: compares a number${units.length === 0 ? '' : ` in ${units.join(', ')}`}, such as ${name}:${example}, or two as in ${name}:1..2.`,
    from,
    to,
  )
}

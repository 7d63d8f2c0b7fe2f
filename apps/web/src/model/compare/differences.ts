// What differs between two steps that stand side by side, and where two invocations part.
import type { Heads } from '@playground/protocol'
import type { Aligned } from './align.ts'
import { bodyLines, differ } from './body-lines.ts'
import { headLines, type HeadLine } from './head-lines.ts'
import type { BodyLine } from './line.ts'
import type { Step } from './steps.ts'
import { withoutUsual } from './usual.ts'

/** What a step carries. `text` is the body, or its beginning where `partial`; undefined where it is no text. */
export type Carried = { heads: Heads; bytes: number; text?: string; binary?: string; partial?: true }

export type Aspect = 'what' | 'status' | 'end' | 'headers' | 'body' | 'text'

export type Compared = Aligned & {
  /** Empty where nothing that counts differs, or where there is nothing beside it. */
  differs: readonly Aspect[]
  heads: readonly HeadLine[]
  body: readonly BodyLine[]
  /** Only the beginnings of the bodies were compared. */
  partial: boolean
  /** They are no text. */
  binary: boolean
}

export type Question = {
  /** Ids, dates and times count as well. */
  everything: boolean
  functions: readonly [string, string]
  carried: (step: Step) => Carried | undefined
}

export function compareStep(pair: Aligned, { everything, functions, carried }: Question): Compared {
  const { a, b } = pair
  if (a === undefined || b === undefined)
    return { ...pair, differs: [], heads: [], body: [], partial: false, binary: false }
  const [withA, withB] = [carried(a), carried(b)]
  const heads = headLines(withA?.heads ?? [], withB?.heads ?? [], functions)
  const body = a.printed ? bodyLines(a.name, b.name) : bodyLines(withA?.text ?? '', withB?.text ?? '')
  const partial = withA?.partial === true || withB?.partial === true
  const binary = withA?.binary !== undefined || withB?.binary !== undefined
  const otherBytes = withA?.binary !== withB?.binary || (partial && withA?.bytes !== withB?.bytes)
  const what = a.printed ? false : a.kind === b.kind && spoken(a) !== spoken(b)
  const aspects: [Aspect, boolean][] = [
    ['what', what],
    ['status', a.status !== b.status],
    ['end', a.ended !== b.ended],
    ['headers', heads.some(({ how }) => how !== 'same' && (how !== 'usual' || everything))],
    [a.printed ? 'text' : 'body', otherBytes || differ(body, everything)],
  ]
  return { ...pair, heads, body, partial, binary, differs: aspects.flatMap(([aspect, is]) => (is ? [aspect] : [])) }
}

/** Steps of one kind can still be called otherwise: a result and an error, a 200 and a 429. What follows from more is left out. */
function spoken({ name, status, ended }: Step): string {
  const said = name.split(' · ')[0]!
  return withoutUsual(ended !== undefined ? '' : status === undefined ? said : said.replace(/^\d{3}\b/, ''))
}

export function isDifferent({ a, b, differs }: Compared): boolean {
  return a === undefined || b === undefined || differs.length > 0
}

const words: Record<Aspect, string> = {
  what: 'what it is',
  status: 'status',
  end: 'end',
  headers: 'headers',
  body: 'body',
  text: 'text',
}

/** `body, status`; undefined where nothing differs. */
export function differenceWords(pair: Compared): string | undefined {
  if (pair.a === undefined || pair.b === undefined) return `only ${pair.a === undefined ? 'B' : 'A'}`
  return pair.differs.length === 0 ? undefined : pair.differs.map((aspect) => words[aspect]).join(', ')
}

/** `First difference: step 7, the body of the response`. */
export function firstDifference(pairs: readonly Compared[]): { index: number; words: string } | undefined {
  const index = pairs.findIndex(isDifferent)
  const pair = pairs[index]
  if (pair === undefined) return undefined
  const { a, b, differs } = pair
  const noun = (a ?? b).noun
  const [aspect] = differs
  const what =
    a === undefined || b === undefined
      ? `${noun} is on side ${a === undefined ? 'B' : 'A'} only`
      : aspect === 'what'
        ? `${a.noun} against ${b.noun}`
        : aspect === 'end'
          ? `${noun}: ${a.ended ?? 'none'} against ${b.ended ?? 'none'}`
          : aspect === 'text'
            ? noun
            : `the ${words[aspect!]} of ${noun}`
  return { index, words: `First difference: step ${index + 1}, ${what}` }
}

// Which invocations stand side by side, as the address says it: `ID,ID`, with `FUNCTION/` before an id of another function,
// and `.2` after it for the second attempt at an event.
import { attemptName, attemptOf } from '@playground/protocol'

export type Side = { function: string; invocation: string }
export type SidePair = readonly [Side, Side]

/** A race has a pair for each of its rounds; more than this are not read. */
const mostPairs = 20

/** `shown`: the function that the address names, which an id without one belongs to. Undefined where it says nothing of the kind. */
export function readCompared(text: string | null, shown: string | undefined): readonly SidePair[] | undefined {
  const pairs = (text ?? '').split(';').map((pair) => pair.split(',').map((side) => readSide(side, shown)))
  const whole = pairs.flatMap(([a, b, ...more]): SidePair[] =>
    a === undefined || b === undefined || more.length > 0 ? [] : [[a, b]],
  )
  return whole.length === pairs.length && whole.length <= mostPairs ? whole : undefined
}

function readSide(text: string, shown: string | undefined): Side | undefined {
  const [invocation, name = shown, ...more] = text.split('/').toReversed()
  return invocation === undefined || invocation === '' || name === undefined || name === '' || more.length > 0
    ? undefined
    : { function: name, invocation: nameIn(invocation) }
}

export function writeCompared(pairs: readonly SidePair[], shown: string | undefined): string {
  const side = ({ function: name, invocation }: Side) => {
    const { requestId, attempt } = attemptOf(invocation)
    const id = attempt === 1 ? requestId : `${requestId}.${attempt}`
    return name === shown ? id : `${name}/${id}`
  }
  return pairs.map((pair) => pair.map(side).join(',')).join(';')
}

function nameIn(id: string): string {
  const [, requestId = id, attempt = '1'] = /^(.+)\.(\d+)$/.exec(id) ?? []
  return attemptName(requestId, Number(attempt))
}

// What the rounds of a race are called: by how they began, and counted where there are several.
import type { Session } from '@playground/protocol/model'
import type { SidePair } from '../../model/compare/address.ts'

export function roundNames({ functions }: Session, pairs: readonly SidePair[]): string[] {
  const kinds = pairs.map((pair) => {
    const cold = pair.map(({ function: name, invocation }) => functions.get(name)?.invocations.get(invocation)?.cold)
    return cold[0] === cold[1] && cold[0] !== undefined ? (cold[0] ? 'Cold' : 'Warm') : 'Mixed'
  })
  return kinds.map((kind, index) => {
    const before = kinds.slice(0, index).filter((one) => one === kind).length
    const all = kinds.filter((one) => one === kind).length
    return all === 1 ? kind : `${kind} ${before + 1}`
  })
}

// Who was sooner, in words: for a race, and wherever two functions stand side by side.
import { verdict } from '../../model/compare/verdict.ts'
import type { SidePair } from '../../model/compare/address.ts'
import { useParts } from '../../store.ts'

export function Rounds({ pairs }: { pairs: readonly SidePair[] }) {
  const { session } = useParts('session', 'revision')
  const [a, b] = pairs[0]!
  const raced = pairs.every((pair) => pair[0].function === a.function && pair[1].function === b.function)
  if (!raced || a.function === b.function) return null
  const rounds = pairs.flatMap(([one, other]) => {
    const [inA, inB] = [one, other].map((side) =>
      session.functions.get(side.function)?.invocations.get(side.invocation),
    )
    return inA === undefined || inB === undefined ? [] : [{ a: inA, b: inB }]
  })
  const sentences = verdict(rounds, [a.function, b.function])
  if (sentences.length === 0) return null
  return (
    <ul className="compare-verdict" aria-label="Who was sooner">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

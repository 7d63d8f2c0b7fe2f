// Two invocations as the session that is shown tells them, step beside step, with what they carried.
import { useEffect, useRef, useState } from 'react'
import type { FunctionModel, Invocation, Session } from '@playground/protocol/model'
import type { Side, SidePair } from '../../model/compare/address.ts'
import { align } from '../../model/compare/align.ts'
import { compareStep, type Compared } from '../../model/compare/differences.ts'
import { stepsOf } from '../../model/compare/steps.ts'
import { usePage, useParts } from '../../store.ts'
import { CarriedBySteps } from './read-carried.ts'

/** `of`: the two that it is of. */
export type Comparison = { of: string; pairs: readonly Compared[] }

type Found = { fn: FunctionModel; invocation: Invocation }

/**
 * Both where the session that is shown has them, and their comparison once what they carried was read.
 * `everything`: ids, dates and times count as well.
 */
export function useComparison(
  [sideA, sideB]: SidePair,
  everything: boolean,
): { a: Invocation | undefined; b: Invocation | undefined; comparison: Comparison | undefined } {
  const { session, revision } = useParts('session', 'revision')
  const entry = usePage((page) => page.entry)
  const carried = useRef(new CarriedBySteps())
  const [comparison, setComparison] = useState<Comparison | undefined>()
  const [a, b] = [find(session, sideA), find(session, sideB)]
  const of = `${sideA.invocation} ${sideB.invocation}`
  const when = `${whenOf(a, revision)} ${whenOf(b, revision)}`
  // Not while it is drawn: much of it would be begun anew by everything that happens meanwhile.
  useEffect(() => {
    let current = true
    const [inA, inB] = [find(session, sideA), find(session, sideB)]
    if (inA === undefined || inB === undefined) return
    const steps = ({ fn, invocation }: Found) => stepsOf(fn, session.exchanges, invocation.id)
    const aligned = align(steps(inA), steps(inB))
    void carried.current.read(aligned, entry).then(() => {
      if (!current) return
      const question = {
        everything,
        functions: [sideA.function, sideB.function] as const,
        carried: carried.current.of,
      }
      setComparison({ of, pairs: aligned.map((pair) => compareStep(pair, question)) })
    })
    return () => {
      current = false
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the model changes in place; `of` and `when` say when these parts of it do
  }, [session, of, when, everything, entry])
  return { a: a?.invocation, b: b?.invocation, comparison: comparison?.of === of ? comparison : undefined }
}

function find({ functions }: Session, { function: name, invocation: id }: Side): Found | undefined {
  const fn = functions.get(name)
  const invocation = fn?.invocations.get(id)
  return fn === undefined || invocation === undefined ? undefined : { fn, invocation }
}

/** One that is over does not change any more. */
function whenOf(found: Found | undefined, revision: number): string {
  return found === undefined ? '' : found.invocation.settledAt === undefined ? `at ${revision}` : 'over'
}

// Two invocations as the session that is shown tells them, step beside step, with what they carried.
import { useMemo } from 'react'
import type { FunctionModel, Invocation, Session } from '@playground/protocol/model'
import type { Side, SidePair } from '../../model/compare/address.ts'
import { align } from '../../model/compare/align.ts'
import { compareStep, type Compared } from '../../model/compare/differences.ts'
import { stepsOf, type Step } from '../../model/compare/steps.ts'
import { useParts } from '../../store.ts'
import { useCarried } from './use-carried.ts'

export type SideModel = { fn: FunctionModel; invocation: Invocation; steps: readonly Step[] }
export type Comparison = {
  a: SideModel | undefined
  b: SideModel | undefined
  pairs: readonly Compared[]
  /** What the steps carried is still being read. */
  reading: boolean
}

/** `everything`: ids, dates and times count as well. */
export function useComparison([sideA, sideB]: SidePair, everything: boolean): Comparison {
  const { session, revision } = useParts('session', 'revision')
  const [a, b] = [useSide(session, sideA, revision), useSide(session, sideB, revision)]
  const aligned = useMemo(() => (a === undefined || b === undefined ? [] : align(a.steps, b.steps)), [a, b])
  const { carried, reading } = useCarried(aligned)
  const pairs = useMemo(() => {
    const functions = [sideA.function, sideB.function] as const
    return aligned.map((pair) => compareStep(pair, { everything, functions, carried }))
  }, [aligned, carried, everything, sideA.function, sideB.function])
  return { a, b, pairs, reading }
}

/** Undefined where the session that is shown has no such invocation. One that is over does not change any more. */
function useSide(session: Session, { function: name, invocation: id }: Side, revision: number): SideModel | undefined {
  const fn = session.functions.get(name)
  const invocation = fn?.invocations.get(id)
  const when = invocation?.settledAt ?? revision
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the model changes in place; `when` says when this part of it does
  return useMemo(() => {
    if (fn === undefined || invocation === undefined) return undefined
    return { fn, invocation, steps: stepsOf(fn, session.exchanges, id) }
  }, [session, fn, invocation, id, when])
}

// What steps carried: heads and bodies, read from their entries; long bodies whole, as long as that is not too long.
import type { Body, Heads } from '@playground/protocol'
import { useEffect, useRef, useState } from 'react'
import { readBody } from '../../control/body.ts'
import type { Aligned } from '../../model/compare/align.ts'
import type { Carried } from '../../model/compare/differences.ts'
import type { Step } from '../../model/compare/steps.ts'
import { usePage, type Page } from '../../store.ts'

/** Of a longer body only the beginning is compared, bytes. */
export const wholeWithin = 1024 * 1024
/** Pairs of steps whose entries are read; those after them are compared by what their rows say. */
const mostPairs = 600

type CarriedBy = (step: Step) => Carried | undefined

export function useCarried(aligned: readonly Aligned[]): { carried: CarriedBy; reading: boolean } {
  const entry = usePage((page) => page.entry)
  const known = useRef(new Map<string, Carried>())
  const [read, setRead] = useState<{ of: readonly Aligned[]; carried: CarriedBy } | undefined>()
  useEffect(() => {
    let current = true
    void readAll(aligned, entry, known.current).then(() => {
      if (current) setRead({ of: aligned, carried: (step) => known.current.get(keyOf(step)) })
    })
    return () => {
      current = false
    }
  }, [aligned, entry])
  return { carried: read?.carried ?? nothing, reading: read?.of !== aligned }
}

const nothing: CarriedBy = () => undefined

async function readAll(aligned: readonly Aligned[], entry: Page['entry'], known: Map<string, Carried>): Promise<void> {
  const steps = aligned.slice(0, mostPairs).flatMap(({ a, b }) => (a === undefined || b === undefined ? [] : [a, b]))
  await Promise.all(
    steps.map(async (step) => {
      if (step.half === undefined || known.has(keyOf(step))) return
      const carried = await readStep(step.half, entry)
      if (carried !== undefined) known.set(keyOf(step), carried)
    }),
  )
}

/** A call that is still to come whole is another once it has. */
function keyOf({ half }: Step): string {
  return `${half?.opened ?? ''} ${half?.received ?? ''} ${half?.answered ?? ''}`
}

async function readStep(half: NonNullable<Step['half']>, entry: Page['entry']): Promise<Carried | undefined> {
  const event = async (seq: number | undefined) => (seq === undefined ? undefined : (await entry(seq))?.event)
  const [opened, received, answered] = await Promise.all([
    event(half.opened),
    event(half.received),
    event(half.answered),
  ])
  if (answered?.type === 'exchange.answered') return carriedIn(answered.heads, answered.body)
  if (opened?.type !== 'exchange.opened') return undefined
  return carriedIn(opened.heads, received?.type === 'exchange.received' ? received.body : undefined)
}

async function carriedIn(heads: Heads, body: Body | undefined): Promise<Carried> {
  if (body === undefined) return { heads, bytes: 0, text: '' }
  const { bytes, preview, whole, base64 } = body
  if (base64 === true) return { heads, bytes, binary: preview, ...(whole === undefined ? {} : { partial: true }) }
  if (whole === undefined) return { heads, bytes, text: preview }
  const all = bytes <= wholeWithin ? await readBody(body) : undefined
  if (all === undefined) return { heads, bytes, text: preview, partial: true }
  return { heads, bytes, text: new TextDecoder().decode(all) }
}

// What steps carried: heads and bodies, read from their entries; long bodies whole, as long as that is not too long.
import type { Body, Heads } from '@playground/protocol'
import { readBody } from '../../control/body.ts'
import type { Aligned } from '../../model/compare/align.ts'
import type { Carried } from '../../model/compare/differences.ts'
import type { Step } from '../../model/compare/steps.ts'
import type { Page } from '../../store.ts'

/** Of a longer body only the beginning is compared, bytes. */
const wholeWithin = 1024 * 1024
/** Pairs of steps whose entries are read; those after them are compared by what their rows say. */
const mostPairs = 600

/** What was read before is known, and not read again. */
export class CarriedBySteps {
  readonly #known = new Map<string, Carried>()

  of = (step: Step): Carried | undefined => this.#known.get(keyOf(step))

  async read(aligned: readonly Aligned[], entry: Page['entry']): Promise<void> {
    const carrying = aligned.flatMap(({ a, b }) =>
      a?.half === undefined || b?.half === undefined || (this.of(a) && this.of(b)) ? [] : [a, b],
    )
    await Promise.all(
      carrying.slice(0, 2 * mostPairs).map(async (step) => {
        const carried = await readStep(step.half!, entry)
        if (carried !== undefined) this.#known.set(keyOf(step), carried)
      }),
    )
  }
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

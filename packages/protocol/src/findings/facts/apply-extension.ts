// Extensions of an incarnation: launched or registered, and what they became.
import type { Entry } from '../../journal.ts'
import type { FactsFold } from './facts-fold.ts'

/** Internal ones too: as many as may be external, and no more. */
const mostExtensions = 32

export function applyExtension({ life }: FactsFold, { seq, at, of, event }: Entry): void {
  if (event.type !== 'extension.changed' || life === undefined || of.extension === undefined) return
  const known = life.extensions.get(of.extension)
  const { to, external, events } = event
  if (known === undefined) {
    if (life.extensions.size >= mostExtensions) return
    life.extensions.set(of.extension, {
      seq,
      at,
      name: of.extension,
      external,
      state: to,
      events: events ?? [],
      since: at,
    })
    return
  }
  known.state = to
  known.since = at
  if (events !== undefined) known.events = events
}

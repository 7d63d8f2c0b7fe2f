// Between what is selected on the page, which is an entry's row, and what stands for it in the tracks.
import { findRow, type FunctionModel, type Queued } from '@playground/protocol/model'
import { step, type Item } from '../../model/timeline/items.ts'
import { blockAt } from '../../model/timeline/pieces.ts'
import { timeAt, type Scale } from '../../model/timeline/scale.ts'
import { queueRowAt } from './draw-queue.ts'

/** The block that the selected row belongs to: its invocation's, else the phase in which it was. */
export function itemOfSelection(fn: FunctionModel, selected: number | undefined): Item | undefined {
  const row = selected === undefined ? undefined : fn.rows[findRow(fn, selected)]
  if (row === undefined) return undefined
  const invocation = row.invocation === undefined ? undefined : fn.invocations.get(row.invocation)
  const track = fn.timeline.tracks.get(row.environment ?? invocation?.environment ?? '')
  if (track === undefined) return undefined
  if (row.kind === 'init' || row.during !== undefined) {
    const phase = blockAt(track.phases, row.at)
    if (phase !== undefined) return { kind: 'phase', track, block: phase }
  }
  const served = fn.timeline.tracks.get(invocation?.environment ?? '')
  const at = invocation?.dispatchedAt
  for (const [index, blocks] of (served?.serving ?? []).entries()) {
    const block = at === undefined ? undefined : blockAt(blocks, at)
    if (served !== undefined && block?.id === invocation?.id && block !== undefined)
      return { kind: 'serving', track: served, block, row: index }
  }
  return undefined
}

/** The entry whose row stands for something in a track; undefined where it drew none. */
export function rowOfItem(fn: FunctionModel, item: Item): number | undefined {
  if (item.kind === 'serving') {
    const head = fn.heads.get(item.block.id)
    if (head !== undefined) return head.seq
  }
  return findRow(fn, item.block.seq) >= 0 ? item.block.seq : undefined
}

/** The first block of the first environment, where nothing is in focus yet. */
export function firstItem(fn: FunctionModel): Item | undefined {
  for (const track of fn.timeline.tracks.values()) {
    const first = step(track, undefined, 1)
    if (first !== undefined) return first
  }
  return undefined
}

/** The wait in the queue that a place in its chart is in. `down`: from the top of it. */
export function queuedUnder(
  { timeline }: FunctionModel,
  { x, down }: { x: number; down: number },
  scale: Scale,
): Queued | undefined {
  const row = timeline.queued[queueRowAt(timeline, down)]
  return row === undefined ? undefined : blockAt(row, timeAt(scale, x))
}

/** The entry whose row stands for it: that of the wait, or the head of its event’s band. */
export function rowOfQueued(fn: FunctionModel, { seq, id }: Queued): number | undefined {
  return findRow(fn, seq) >= 0 ? seq : fn.heads.get(id)?.seq
}

// What of a list of blocks can be seen: those in sight, and as one piece where several share a pixel.
import { firstIndex, type Block } from '@playground/protocol/model'
import { timeAt, xOf, type Scale } from './scale.ts'

/** What goes on is drawn up to `now`, epoch milliseconds. */
export type Sight = Scale & { width: number; now: number }

/** Blocks narrower than this share a piece with those beside them. */
export const leastPx = 2

/** The first block that ends after a time; blocks are in order and do not overlap. */
export function firstEndingAfter(blocks: readonly Block[], at: number, from = 0): number {
  return firstIndex(blocks.length, (index) => (blocks[index]!.to ?? Number.POSITIVE_INFINITY) > at, from)
}

/** The first of ticks at or after a time. */
export function firstAt(ticks: readonly { at: number }[], at: number, from = 0): number {
  return firstIndex(ticks.length, (index) => ticks[index]!.at >= at, from)
}

/** The block in which a time lies. */
export function blockAt<B extends Block>(blocks: readonly B[], at: number): B | undefined {
  const block = blocks[firstEndingAfter(blocks, at)]
  return block !== undefined && block.from <= at ? block : undefined
}

/**
 * Calls back for each piece from left to right, at most one per `leastPx` beside whole blocks. `count`: how many blocks
 * it stands for; `block` is the first of them.
 */
export function eachPiece<B extends Block>(
  blocks: readonly B[],
  sight: Sight,
  draw: (left: number, right: number, block: B, count: number) => void,
): void {
  const end = timeAt(sight, sight.width)
  for (let index = firstEndingAfter(blocks, sight.from); index < blocks.length;) {
    const block = blocks[index]!
    if (block.from > end) return
    const left = xOf(sight, block.from)
    const right = xOf(sight, block.to ?? Math.max(sight.now, block.from))
    if (right - left >= leastPx) {
      draw(left, right, block, 1)
      index += 1
      continue
    }
    const after = Math.max(index + 1, firstEndingAfter(blocks, timeAt(sight, left + leastPx), index))
    const last = blocks[after - 1]!
    draw(left, Math.max(left + leastPx, xOf(sight, last.to ?? last.from)), block, after - index)
    index = after
  }
}

/** Calls back once for each column of so many pixels that has a tick, with the first of them. */
export function eachTick<T extends { at: number }>(
  ticks: readonly T[],
  sight: Sight,
  apartPx: number,
  draw: (x: number, tick: T, count: number) => void,
): void {
  const end = timeAt(sight, sight.width)
  for (let index = firstAt(ticks, sight.from); index < ticks.length;) {
    const tick = ticks[index]!
    if (tick.at > end) return
    const x = xOf(sight, tick.at)
    const after = Math.max(index + 1, firstAt(ticks, timeAt(sight, x + apartPx), index))
    draw(x, tick, after - index)
    index = after
  }
}

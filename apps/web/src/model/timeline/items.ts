// What can be pointed at in a track: which block is at a place, which comes next, and each in words.
import { attemptOf } from '@playground/protocol'
import {
  firstIndex,
  type Block,
  type Mark,
  type Output,
  type Phase,
  type Serving,
  type Track,
  type Work,
} from '@playground/protocol/model'
import { outcomeWord } from '../figures.ts'
import { invocationWord } from '../invocation-words.ts'
import { blockAt, firstAt, firstEndingAfter } from './pieces.ts'
import { extensionHeight, type Place } from './places.ts'
import { spanWord } from './ticks.ts'

export type Item =
  | { kind: 'serving'; track: Track; block: Serving; row: number }
  | { kind: 'phase'; track: Track; block: Phase }
  | { kind: 'freeze' | 'poll'; track: Track; block: Block }
  | { kind: 'work'; track: Track; block: Work; extension: string }
  | { kind: 'output'; track: Track; block: Block; tick: Output }
  | { kind: 'mark'; track: Track; block: Block; tick: Mark }

/** What is in a track at a distance from its top, and near a time. `near`: milliseconds that still count as there. */
export function itemAt(
  { track, bar, rowHeight, extensions }: Place,
  y: number,
  at: number,
  near: number,
): Item | undefined {
  if (y >= extensions - 2) {
    const index = Math.floor((y - extensions) / extensionHeight)
    const found = [...track.extensions.entries()][Math.max(0, index)]
    const block = found === undefined ? undefined : nearest(found[1], at, near)
    if (found !== undefined && block !== undefined) return { kind: 'work', track, block, extension: found[0] }
    return undefined
  }
  if (y < bar - 8) return undefined
  const mark = nearestTick(track.marks, at, near)
  if (mark !== undefined && (y < bar + 4 || mark.kind === 'deadline'))
    return { kind: 'mark', track, tick: mark, block: { from: mark.at, to: mark.at, seq: mark.seq } }
  const rows = Math.max(1, track.serving.length)
  const output = y > bar + rows * rowHeight - 6 ? nearestTick(track.output, at, near / 2) : undefined
  if (output !== undefined)
    return { kind: 'output', track, tick: output, block: { from: output.at, to: output.at, seq: output.seq } }
  const phase = nearest(track.phases, at, near)
  if (phase !== undefined && (phase.from <= at || rows === 1)) {
    const serving = nearest(track.serving[0] ?? [], at, near)
    const inside = phase.from <= at && at <= (phase.to ?? Number.POSITIVE_INFINITY)
    if (inside || serving === undefined) return { kind: 'phase', track, block: phase }
  }
  const row = Math.min(rows - 1, Math.max(0, Math.floor((y - bar) / rowHeight)))
  const serving = nearest(track.serving[row] ?? [], at, near)
  if (serving !== undefined) return { kind: 'serving', track, block: serving, row }
  const freeze = blockAt(track.freezes, at)
  if (freeze !== undefined) return { kind: 'freeze', track, block: freeze }
  const poll = blockAt(track.polls, at)
  return poll === undefined ? undefined : { kind: 'poll', track, block: poll }
}

function nearest<B extends Block>(blocks: readonly B[], at: number, near: number): B | undefined {
  const first = firstEndingAfter(blocks, at)
  const inside = blocks[first]
  if (inside !== undefined && inside.from <= at) return inside
  const before = blocks[first - 1]
  const toNext = inside === undefined ? Number.POSITIVE_INFINITY : inside.from - at
  const toBefore = before === undefined ? Number.POSITIVE_INFINITY : at - before.to!
  if (Math.min(toNext, toBefore) > near) return undefined
  return toNext < toBefore ? inside : before
}

function nearestTick<T extends { at: number }>(ticks: readonly T[], at: number, near: number): T | undefined {
  const next = firstAt(ticks, at)
  const found = [ticks[next - 1], ticks[next]]
    .filter((tick) => tick !== undefined)
    .toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0]
  return found !== undefined && Math.abs(found.at - at) <= near ? found : undefined
}

/** The next or the last thing that an environment was at, after or before another; from the end where there is none. */
export function step(track: Track, from: Block | undefined, by: 1 | -1): Item | undefined {
  const at = from?.from ?? (by > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
  const candidates: Item[] = []
  const look = <B extends Block>(blocks: readonly B[], item: (block: B) => Item) => {
    const block = by > 0 ? blocks[beginningAfter(blocks, at)] : blocks[beginningAfter(blocks, at, true) - 1]
    if (block !== undefined) candidates.push(item(block))
  }
  look(track.phases, (block) => ({ kind: 'phase', track, block }))
  look(track.freezes, (block) => ({ kind: 'freeze', track, block }))
  track.serving.forEach((blocks, row) => look(blocks, (block) => ({ kind: 'serving', track, block, row })))
  return candidates.toSorted((a, b) => by * (a.block.from - b.block.from))[0]
}

/** The first that begins after a time; `orAt`: or at it. */
function beginningAfter(blocks: readonly Block[], at: number, orAt = false): number {
  return firstIndex(blocks.length, (index) => (orAt ? blocks[index]!.from >= at : blocks[index]!.from > at))
}

/** The same in another track: what is there at about that time. */
export function across(track: Track, at: number): Item | undefined {
  const serving = track.serving.flatMap((blocks, row) => {
    const block = blockAt(blocks, at)
    return block === undefined ? [] : [{ kind: 'serving' as const, track, block, row }]
  })[0]
  const phase = blockAt(track.phases, at)
  if (serving !== undefined) return serving
  if (phase !== undefined) return { kind: 'phase', track, block: phase }
  return step(track, { from: at, seq: 0 }, -1) ?? step(track, undefined, 1)
}

export const phaseWords = {
  init: 'init',
  snapshot: 'snapshot',
  restoring: 'restore',
  crashed: 'crashed',
  reset: 'reset',
  shutdown: 'shutdown',
} as const

const phaseSentences: Record<Phase['state'], string> = {
  init: 'Init',
  snapshot: 'A snapshot is kept',
  restoring: 'Restore',
  crashed: 'Crashed while idle',
  reset: 'Reset, without a process',
  shutdown: 'Shutdown',
}

/** The words in a block, and what is left of them where there is less room. */
export function labelsOf({ number, outcome }: Serving): string[] {
  return outcome === undefined || outcome === 'ok'
    ? [String(number)]
    : [`${number} · ${outcomeWord(outcome)}`, String(number)]
}

/** In a sentence: what it is, how it went, how long it took, and where. `now` in epoch milliseconds. */
export function sentenceOf(item: Item, now: number): string {
  return `${aboutOf(item, now)}, ${item.track.attached ? 'an attached runtime' : `environment ${item.track.number}`}`
}

/** The same without where it is. */
export function aboutOf(item: Item, now: number): string {
  const { block } = item
  const took = block.to === undefined ? `for ${spanWord(now - block.from)} so far` : spanWord(block.to - block.from)
  switch (item.kind) {
    case 'serving': {
      const { outcome, cold } = item.block
      return `${servingWord(item.block)}, ${cold ? 'cold, ' : ''}${outcome === undefined ? 'under way' : outcomeWord(outcome)}, ${took}`
    }
    case 'phase': {
      const { state, failed, inside } = item.block
      const how = failed === 'timeout' ? ', took too long' : failed === 'error' ? ', failed' : ''
      return `${phaseSentences[state]}${inside ? ' within the invocation' : ''}${how}, ${took}`
    }
    case 'freeze':
      return `Frozen, ${took}`
    case 'poll':
      return `Waits for work, ${took}`
    case 'work':
      return `Extension ${item.extension}, ${item.block.for === 'shutdown' ? 'shutdown' : 'INVOKE'}, ${took}`
    case 'output':
      return `A line of output${item.tick.extension === undefined ? '' : ` of ${item.tick.extension}`}`
    case 'mark':
      return item.tick.kind === 'deadline'
        ? `${capital(item.tick.words)} reached`
        : `${item.tick.extension ?? 'The runtime'} ${item.tick.words}`
  }
}

/** `Invoke 3 · attempt 2` */
export function servingWord({ id, number }: Serving): string {
  return invocationWord({ number, type: 'Event', attempt: attemptOf(id).attempt })
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

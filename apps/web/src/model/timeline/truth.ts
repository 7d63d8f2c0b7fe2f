// What is true at a time: how many are busy, starting, waiting, and what the environment in question is at.
import type { Timeline, Track } from '@playground/protocol/model'
import { servingWord } from './items.ts'
import { blockAt } from './pieces.ts'
import { valueAt } from './steps.ts'
import { spanWord } from './ticks.ts'

/** The counts in one line, such as `3 busy · 1 starting · 5 waiting`. */
export function countsAt(timeline: Timeline, at: number): string {
  const counts = { busy: 0, starting: 0, 'shutting down': 0, frozen: 0, idle: 0 }
  for (const track of timeline.tracks.values()) {
    const state = stateAt(track, at)
    if (state !== undefined) counts[state] += 1
  }
  const parts = Object.entries({
    busy: counts.busy,
    starting: counts.starting,
    waiting: valueAt(timeline.waiting, at) ?? 0,
    'in the queue': valueAt(timeline.queueSize, at) ?? 0,
    'shutting down': counts['shutting down'],
    frozen: counts.frozen,
    idle: counts.idle,
  })
  const said = parts.filter(([, count]) => count > 0).map(([word, count]) => `${count} ${word}`)
  return said.length === 0 ? 'nothing is there' : said.join(' · ')
}

type State = 'busy' | 'starting' | 'shutting down' | 'frozen' | 'idle'

function stateAt(track: Track, at: number): State | undefined {
  const phase = blockAt(track.phases, at)?.state
  if (phase === 'init' || phase === 'restoring') return 'starting'
  if (phase === 'shutdown') return 'shutting down'
  if (track.serving.some((row) => blockAt(row, at) !== undefined)) return 'busy'
  if (blockAt(track.freezes, at) !== undefined) return 'frozen'
  return blockAt(track.polls, at) === undefined ? undefined : 'idle'
}

/** What one environment is at, in one or a few short lines. */
export function linesAt(track: Track, at: number): string[] {
  const where = track.attached ? 'the attached runtime' : `environment ${track.number}`
  const lines: string[] = []
  const phase = blockAt(track.phases, at)
  const serving = track.serving.flatMap((row) => blockAt(row, at) ?? [])
  const [first] = serving
  if (serving.length > 1) lines.push(`${serving.length} invocations on ${where}`)
  else if (first !== undefined) lines.push(`${servingWord(first)} on ${where}`)
  if (phase !== undefined)
    lines.push(`${phaseLine[phase.state]}${first === undefined ? ` ${where}` : ''} for ${spanWord(at - phase.from)}`)
  if (serving.length === 1 && first !== undefined) {
    if (first.answered !== undefined && first.answered <= at)
      lines.push(`answered ${spanWord(at - first.answered)} before; not done yet`)
    else if (first.deadline >= at) lines.push(`${spanWord(first.deadline - at)} to its deadline`)
  }
  for (const [name, work] of track.extensions) {
    const doing = blockAt(work, at)
    if (doing !== undefined)
      lines.push(`${name} at ${doing.for === 'shutdown' ? 'SHUTDOWN' : 'INVOKE'} for ${spanWord(at - doing.from)}`)
  }
  if (phase === undefined && first === undefined) lines.push(restLine(track, at, where))
  const memory = valueAt(track.memory, at)
  if (memory !== undefined && memory > 0) lines.push(`${memory.toFixed(memory < 10 ? 1 : 0)} MB`)
  return lines
}

const phaseLine = {
  init: 'Init of',
  snapshot: 'a snapshot is kept of',
  restoring: 'restore of',
  crashed: 'crashed:',
  reset: 'no process in',
  shutdown: 'shutdown of',
} as const

function restLine(track: Track, at: number, where: string): string {
  const freeze = blockAt(track.freezes, at)
  if (freeze !== undefined) return `${where} frozen for ${spanWord(at - freeze.from)}`
  const poll = blockAt(track.polls, at)
  if (poll !== undefined) return `${where} waits for work for ${spanWord(at - poll.from)}`
  if (track.created !== undefined && at < track.created) return `${where} is not there yet`
  if (track.gone !== undefined && at >= track.gone) return `${where} is gone`
  return `${where} asks for nothing`
}

// The fold of entries into the timeline: each is a step of constant cost, and nothing is copied.
import { isPoll } from '../../endpoints.ts'
import type { Entry, EventOf } from '../../journal.ts'
import { takeInvocation, takePieceOf } from './take-invocation.ts'
import { takeQueuedEvent } from './take-queued-event.ts'
import { close, openBlock, settleCounts, trackOf, workOf, type Phase, type Timeline, type Track } from './timeline.ts'

/** Takes the function's next entry, in place. Where the clock was set back, time stands still until it is there again. */
export function takeTimeline(timeline: Timeline, entry: Entry): void {
  if (entry.seq <= timeline.lastSeq) return
  const at = Math.max(entry.at, timeline.at ?? entry.at)
  timeline.lastSeq = entry.seq
  timeline.at = at
  timeline.from ??= at
  takeInvocation(timeline, entry, at)
  takeQueuedEvent(timeline, entry, at)
  if (entry.of.environment !== undefined) takeEnvironment(timeline, trackOf(timeline, entry.of.environment), entry, at)
  settleCounts(timeline, at, entry.seq)
}

function takeEnvironment(timeline: Timeline, track: Track, { seq, of, event }: Entry, at: number): void {
  switch (event.type) {
    case 'environment.created':
      track.number = event.number
      track.attached = event.attached
      track.created = at
      return
    case 'environment.changed':
      return changed(timeline, track, event, at, seq)
    case 'environment.init-started':
    case 'environment.restore-started': {
      const phase = openBlock(track.phases)
      if (phase !== undefined) phase.seq = seq
      if (event.type === 'environment.restore-started') return
      track.ending = false
      if (phase !== undefined && event.phase === 'invoke') phase.inside = true
      return
    }
    case 'environment.init-ended':
    case 'environment.restore-ended': {
      const phase = openBlock(track.phases)
      if (phase !== undefined && event.status !== 'success') phase.failed = event.status
      return
    }
    case 'environment.frozen':
      if (openBlock(track.freezes) === undefined) track.freezes.push({ from: at, seq })
      return
    case 'environment.thawed':
      return close(track.freezes, at)
    case 'deadline.set':
      if (event.for === 'shutdown') track.ending = true
      return
    case 'deadline.fired':
      track.marks.push({ at, seq, kind: 'deadline', words: firedWords[event.for], bad: true })
      return
    case 'exchange.opened':
      if (event.from === 'runtime' && of.exchange !== undefined && isPoll(event.endpoint))
        beginPoll(timeline, track, of.exchange, at, seq)
      return
    case 'exchange.piece':
      if (event.side === 'request' && of.invocation !== undefined) takePieceOf(track, of.invocation, at, seq)
      return
    case 'exchange.answered':
    case 'exchange.closed': {
      endPoll(timeline, of.exchange, at)
      // The answer that brought the event stands for what is done about it.
      const work = of.extension === undefined ? undefined : openBlock(workOf(track, of.extension))
      if (work === undefined || event.type !== 'exchange.answered') return
      if (work.from === at || event.delivers !== undefined) work.seq = seq
      if (event.delivers !== undefined) work.invocation = event.delivers
      return
    }
    case 'extension.changed':
      return extensionChanged(track, of.extension, event, at, seq)
    default:
      return takeProcess(timeline, track, { seq, at, of, event }, at)
  }
}

const firedWords = { init: 'Init limit', restore: 'restore limit', invoke: 'deadline', shutdown: 'shutdown budget' }
/** Phases that take time because something is being done. */
const active: ReadonlySet<string> = new Set<Phase['state']>(['init', 'restoring', 'shutdown'])

function changed(
  timeline: Timeline,
  track: Track,
  { to }: EventOf<'environment.changed'>,
  at: number,
  seq: number,
): void {
  close(track.phases, at)
  if (active.has(to)) timeline.inPhase.add(track.name)
  else timeline.inPhase.delete(track.name)
  if (to === 'gone') return end(track, at)
  if (to === 'invoke') {
    const phase = track.phases.at(-1)
    for (const row of track.serving) {
      const serving = openBlock(row)
      if (serving !== undefined && phase !== undefined && phase.from >= serving.from) serving.worksFrom ??= at
    }
  }
  if (to !== 'created' && to !== 'ready' && to !== 'invoke') track.phases.push({ from: at, seq, state: to })
}

/** Nothing is left of it. */
function end(track: Track, at: number): void {
  track.gone = at
  for (const blocks of [track.polls, track.freezes, ...track.serving, ...track.extensions.values()]) close(blocks, at)
}

export function beginPoll(timeline: Timeline, track: Track, exchange: number, at: number, seq: number): void {
  timeline.polls.set(exchange, track)
  track.openPolls += 1
  if (openBlock(track.polls) === undefined) track.polls.push({ from: at, seq })
}

function endPoll(timeline: Timeline, exchange: number | undefined, at: number): void {
  const track = exchange === undefined ? undefined : timeline.polls.get(exchange)
  if (exchange === undefined || track === undefined) return
  timeline.polls.delete(exchange)
  track.openPolls -= 1
  if (track.openPolls === 0) close(track.polls, at)
}

function extensionChanged(
  track: Track,
  name: string | undefined,
  { to }: EventOf<'extension.changed'>,
  at: number,
  seq: number,
): void {
  if (name === undefined) return
  const work = workOf(track, name)
  close(work, at)
  if (to === 'Running') work.push({ from: at, seq, for: track.ending ? 'shutdown' : 'invoke' })
}

function takeProcess(timeline: Timeline, track: Track, { seq, of, event }: Entry, at: number): void {
  const extension = of.extension === undefined ? {} : { extension: of.extension }
  switch (event.type) {
    case 'process.printed': {
      const bad = event.stream === 'stderr' || /^(?:ERROR|FATAL)$/i.test(event.level ?? '')
      track.output.push({ at, seq, bad, ...extension })
      return
    }
    case 'process.exited': {
      const state = openBlock(track.phases)?.state
      const expected = track.ending || track.gone !== undefined || state === 'shutdown' || state === 'reset'
      const how = event.signal ?? String(event.code)
      const bad = !expected && event.code !== 0
      const words = event.signal === null || expected ? `exited · ${how}` : `dead · ${how}`
      track.marks.push({ at, seq, kind: 'death', words, bad, ...extension })
      if (of.extension === undefined && track.memory.at.length > 0) push(track, at, 0)
      return
    }
    case 'process.sampled':
      timeline.mostMemory = Math.max(timeline.mostMemory, event.memoryMb)
      return push(track, at, event.memoryMb)
    default:
      return
  }
}

function push({ memory }: Track, at: number, mb: number): void {
  memory.at.push(at)
  memory.value.push(mb)
}

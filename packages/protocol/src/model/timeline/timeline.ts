// What a waterfall of a function is drawn from: for each environment what it was at and when, and how many calls waited.
import type { Outcome } from '../../invocation.ts'
import type { EnvironmentState } from '../../lifecycle.ts'

/** From when to when, epoch milliseconds; without an end it goes on. `seq`: the entry that stands for it. */
export type Block = { from: number; to?: number; seq: number }

/** A state of an environment other than `ready` and `invoke`. */
export type Phase = Block & {
  state: Exclude<EnvironmentState, 'created' | 'ready' | 'invoke' | 'gone'>
  /** Init runs within an invocation and its time. */
  inside?: true
  failed?: 'error' | 'timeout'
}

/** An environment's work on one invocation, until it is done with it. */
export type Serving = Block & {
  id: string
  number: number
  cold: boolean
  /** When Lambda stops waiting, epoch milliseconds. */
  deadline: number
  /** When the runtime could begin, where Init came first within its time. */
  worksFrom?: number
  /** When the caller had its result. */
  answered?: number
  outcome?: Outcome
  /** When pieces of its response came, where they are told apart. */
  pieces?: Tick[]
}

/** What an extension does between two polls. */
export type Work = Block & { for: 'invoke' | 'shutdown'; invocation?: string }

/** An asynchronous event in the queue before an attempt; `dueAt`: when Lambda means to make it. */
export type Queued = Block & { id: string; attempt: number; dueAt?: number }

/** Something at one time. */
export type Tick = { at: number; seq: number }
export type Output = Tick & { bad: boolean; extension?: string }
/** A process ended, or a deadline was reached. */
export type Mark = Tick & { kind: 'death' | 'deadline'; words: string; bad: boolean; extension?: string }
/** An invocation failed here. */
export type Failure = Tick & { serving: Serving }
/** A call that got no environment. */
export type TurnedAway = Tick & { number: number; outcome: Outcome }

/** Values that hold until the next, in order of time. */
export type Steps = { at: number[]; value: number[] }

/** One environment. Each list is in order of time, and none of its blocks overlap. */
export type Track = {
  name: string
  number: number
  attached: boolean
  created?: number
  gone?: number
  phases: Phase[]
  /** A row for each invocation that it serves at one time; most have one. */
  serving: Serving[][]
  failures: Failure[]
  /** While at least one poll of its runtime is open. */
  polls: Block[]
  freezes: Block[]
  extensions: Map<string, Work[]>
  output: Output[]
  marks: Mark[]
  /** MB of all its processes, sampled. */
  memory: Steps
  /** Its processes are being ended. */
  ending: boolean
  openPolls: number
}

export type Timeline = {
  /** What is known begins and ends here, epoch milliseconds. */
  from: number | undefined
  at: number | undefined
  lastSeq: number
  tracks: Map<string, Track>
  /** Calls that wait for an environment. */
  waiting: Steps
  turnedAway: TurnedAway[]
  /** Events in the queue, each in the first row that was free; and those that are there now, by their request ids. */
  queued: Queued[][]
  inQueue: Map<string, Queued>
  queueSize: Steps
  mostQueued: number
  /** While anything is under way. */
  activity: Block[]
  mostWaiting: number
  mostMemory: number
  /** Invocations that wait, and all that are under way with their numbers. */
  queue: Set<string>
  underWay: Map<string, number>
  /** Environments in a phase that somebody waits for. */
  inPhase: Set<string>
  /** Whose open poll an exchange is. */
  polls: Map<number, Track>
}

export function emptyTimeline(): Timeline {
  return {
    from: undefined,
    at: undefined,
    lastSeq: 0,
    tracks: new Map(),
    waiting: { at: [], value: [] },
    turnedAway: [],
    queued: [],
    inQueue: new Map(),
    queueSize: { at: [], value: [] },
    mostQueued: 0,
    activity: [],
    mostWaiting: 0,
    mostMemory: 0,
    queue: new Set(),
    underWay: new Map(),
    inPhase: new Set(),
    polls: new Map(),
  }
}

export function trackOf(timeline: Timeline, name: string): Track {
  let track = timeline.tracks.get(name)
  if (track === undefined) {
    track = {
      name,
      number: timeline.tracks.size + 1,
      attached: name.includes('@'),
      phases: [],
      serving: [],
      failures: [],
      polls: [],
      freezes: [],
      extensions: new Map(),
      output: [],
      marks: [],
      memory: { at: [], value: [] },
      ending: false,
      openPolls: 0,
    }
    timeline.tracks.set(name, track)
  }
  return track
}

export function workOf(track: Track, extension: string): Work[] {
  let work = track.extensions.get(extension)
  if (work === undefined) track.extensions.set(extension, (work = []))
  return work
}

/** The newest block, while it goes on. */
export function openBlock<B extends Block>(blocks: readonly B[]): B | undefined {
  const last = blocks.at(-1)
  return last !== undefined && last.to === undefined ? last : undefined
}

/** Ends the block that goes on, if one does. */
export function close(blocks: readonly Block[], at: number): void {
  const open = openBlock(blocks)
  if (open !== undefined) open.to = at
}

/** What goes on of an invocation in an environment. */
export function openServing(track: Track, id: string): Serving | undefined {
  for (const row of track.serving) {
    const open = openBlock(row)
    if (open?.id === id) return open
  }
  return undefined
}

/** Puts it into the first row in which nothing goes on. */
export function beginServing(track: Track, serving: Serving): void {
  const row = track.serving.find((one) => openBlock(one) === undefined)
  if (row === undefined) track.serving.push([serving])
  else row.push(serving)
}

/** A value holds from here on. */
export function stepTo(steps: Steps, at: number, value: number): void {
  if (steps.value.at(-1) === value) return
  if (steps.at.at(-1) === at) {
    steps.value[steps.value.length - 1] = value
    return
  }
  steps.at.push(at)
  steps.value.push(value)
}

/** What must hold after each entry: how many wait, and whether anything is under way. */
export function settleCounts(timeline: Timeline, at: number, seq: number): void {
  const { queue, underWay, inPhase, activity, waiting, inQueue, queueSize } = timeline
  if ((waiting.value.at(-1) ?? 0) !== queue.size) stepTo(waiting, at, queue.size)
  if ((queueSize.value.at(-1) ?? 0) !== inQueue.size) stepTo(queueSize, at, inQueue.size)
  timeline.mostWaiting = Math.max(timeline.mostWaiting, queue.size)
  const active = underWay.size + inPhase.size > 0
  const open = openBlock(activity)
  if (active && open === undefined) activity.push({ from: at, seq })
  else if (!active && open !== undefined) open.to = at
}

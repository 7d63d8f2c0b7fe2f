// A queue for tests: time, functions and environments are played by hand, and what is on disk outlives a kill.
import { defaultCalling } from '@playground/protocol'
import type { Belongs, Calling, EventOf, EventType, FunctionDefinition, JournalEvent } from '@playground/protocol'
import { Invocation, type InvocationRequest, type InvocationResult } from '../environment/invocation.ts'
import { definitionOf, requestOf } from '../environment/world.fixture.ts'
import { fakeClock } from '../fake-clock.fixture.ts'
import { recorderOf } from '../recorder/recorder.fixture.ts'
import { Destinations } from './destinations.ts'
import { EventQueue } from './event-queue.ts'
import type { EventStore, KeptEvent, KeptRequest } from './kept-event.ts'

/** Keeps what it is told at once, as text, so that nothing of the queue's own objects is left in it. */
export class MemoryStore implements EventStore {
  readonly kept = new Map<number, { event: string; request: KeptRequest; payload: Uint8Array }>()
  /** How often each id was said to be over. */
  readonly removed = new Map<number, number>()
  lastId = 0
  problem: Error | undefined
  /** The process is gone: whatever it still does reaches nobody. */
  killed = false

  async add(event: KeptEvent, request: KeptRequest, payload: Uint8Array): Promise<void> {
    if (this.problem !== undefined) throw this.problem
    this.lastId = Math.max(this.lastId, event.id)
    this.kept.set(event.id, { event: JSON.stringify(event), request, payload })
  }

  async read(event: KeptEvent): Promise<{ request: KeptRequest; payload: Uint8Array }> {
    const found = this.kept.get(event.id)
    if (found === undefined) throw new Error('it is not there')
    return found
  }

  change(event: KeptEvent): void {
    const found = this.kept.get(event.id)
    if (found !== undefined) found.event = JSON.stringify(event)
  }

  remove(event: KeptEvent): void {
    this.removed.set(event.id, (this.removed.get(event.id) ?? 0) + 1)
    this.kept.delete(event.id)
  }

  left(): KeptEvent[] {
    return [...this.kept.values()].map(({ event }) => JSON.parse(event) as KeptEvent)
  }
}

/** What a process that was killed still holds: it writes nowhere. */
function cutOff(store: MemoryStore): { store: EventStore; cut: () => void } {
  let alive = true
  const never = () => new Promise<never>(() => {})
  return {
    cut: () => (alive = false),
    store: {
      add: (...given) => (alive ? store.add(...given) : never()),
      read: (event) => (alive ? store.read(event) : never()),
      change: (event) => void (alive && store.change(event)),
      remove: (event) => void (alive && store.remove(event)),
    },
  }
}

export type Attempt = { invocation: Invocation; finish: (result?: Partial<InvocationResult>) => void }

export type QueueOptions = {
  settings?: Partial<Calling['async']>
  definition?: Partial<FunctionDefinition>
  limits?: { events: number; bytes: number }
}

export function queueWorld({ settings = {}, definition = {}, limits }: QueueOptions = {}) {
  const clock = fakeClock()
  const store = new MemoryStore()
  const functions = new Map<string, FunctionDefinition>()
  const define = (name: string, async: Partial<Calling['async']> = {}, more: Partial<FunctionDefinition> = {}) =>
    functions.set(
      name,
      definitionOf(name, {
        calling: { ...defaultCalling, async: { ...defaultCalling.async, ...async } },
        concurrency: 1,
        ...more,
      }),
    )
  define('f', settings, definition)
  const entries: { of: Belongs; event: JournalEvent }[] = []
  /** Under way, the oldest first. */
  const attempts: Attempt[] = []
  let room = 1
  let cut = () => {}
  let queue: EventQueue

  /** A process begins, with what the one before has left on disk. */
  const begin = () => {
    const own = cutOff(store)
    const mine = { alive: true }
    cut = () => {
      own.cut()
      mine.alive = false
    }
    attempts.length = 0
    const record = (of: Belongs, event: JournalEvent) => (mine.alive ? entries.push({ of, event }) : 0)
    queue = new EventQueue({
      clock,
      recorder: recorderOf({ record }),
      store: own.store,
      functions: { get: (name) => functions.get(name) },
      environments: {
        room: () => room,
        receive: (request, of) => new Invocation(request, of, 1, clock, record),
        place(invocation) {
          if (!mine.alive) return
          const attempt: Attempt = {
            invocation,
            finish(result = {}) {
              attempts.splice(attempts.indexOf(attempt), 1)
              invocation.answer(
                {},
                { outcome: 'ok', by: 'runtime', payload: Buffer.from('"r"'), failed: false, ...result },
              )
              invocation.settle({}, invocation.result!.outcome, 1, 1)
            },
          }
          attempts.push(attempt)
        },
      },
      destinations: new Destinations(clock, { get: (name) => functions.get(name) }),
      lastId: store.lastId,
      ...(limits === undefined ? {} : { limits }),
    })
    queue.start(store.left())
  }
  begin()

  let ids = 0
  return {
    clock,
    store,
    functions,
    define,
    entries,
    attempts,
    queue: () => queue,
    setRoom: (value: number) => (room = value),
    /** SIGKILL, then another start. */
    restart() {
      cut()
      begin()
    },
    async accept(request: Partial<InvocationRequest> = {}, name = 'f') {
      ids += 1
      const asked = requestOf(name, ids, { type: 'Event', ...request })
      const refusal = await queue.accept(asked, functions.get(name)!)
      await turn()
      return { requestId: asked.requestId, refusal }
    },
    /** The oldest attempt under way ends. */
    async finish(result?: Partial<InvocationResult>) {
      attempts[0]!.finish(result)
      await turn()
    },
    async pass(ms: number) {
      clock.pass(ms)
      await turn()
    },
    turn,
    events: <T extends EventType>(type: T): EventOf<T>[] =>
      entries.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type),
  }
}

/** Promises of the queue's parts, however many wait for each other. */
export async function turn(): Promise<void> {
  for (let turns = 0; turns < 30; turns += 1) await Promise.resolve()
}

export const functionError = { outcome: 'error', failed: true, errorType: 'Runtime.Unknown' } as const
export const throttle = {
  outcome: 'throttled',
  by: 'lambda',
  refusal: { status: 429, type: 'TooManyRequestsException', message: 'Rate Exceeded.' },
} as const
export const unattached = {
  outcome: 'unattached',
  by: 'lambda',
  refusal: { status: 409, type: 'ResourceConflictException', message: 'No runtime is attached.' },
} as const

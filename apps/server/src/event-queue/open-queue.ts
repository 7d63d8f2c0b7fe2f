// Opens the queue of a data directory, with what a session before has left in it.
import { join } from 'node:path'
import { StartProblem } from '../config.ts'
import { Destinations } from './destinations.ts'
import { EventLog } from './event-log.ts'
import { EventQueue, type EventQueueParts } from './event-queue.ts'

type Parts = Pick<EventQueueParts, 'clock' | 'recorder' | 'functions' | 'environments'> & { dataFolder: string }

export type OpenQueue = {
  queue: EventQueue
  /** Goes on with what was left. */
  start(): void
  /** After the last event was taken. */
  close(): Promise<void>
}

/** Throws a StartProblem where it cannot be read. */
export async function openQueue({ dataFolder, ...parts }: Parts): Promise<OpenQueue> {
  const folder = join(dataFolder, 'queue')
  const { log, left, lastId, lostBytes } = await EventLog.open(folder).catch((problem: unknown): never => {
    const why = problem instanceof Error ? problem.message : String(problem)
    throw new StartProblem(
      `The queue of asynchronous events in ${folder} cannot be read (${why}). Move that folder away, or choose another --data-dir.`,
    )
  })
  // Of an event that was never accepted: its caller was not told 202.
  if (lostBytes > 0) parts.recorder.record({}, { type: 'journal.repaired', lostBytes })
  const destinations = new Destinations(parts.clock, parts.functions)
  const queue = new EventQueue({ ...parts, store: log, destinations, lastId })
  return {
    queue,
    start: () => queue.start(left),
    async close() {
      await queue.close()
      await log.close()
    },
  }
}

// An invocation and all that the journal tells of it.
import type { Report } from './api.ts'
import { call, callStreaming, type Question, type Reply } from './call.ts'
import { PlaygroundProblem, type Connection } from './connection.ts'
import { isOver, reportOf } from './report.ts'
import type { Watching } from './watching.ts'

export type HowToWatch = {
  /** Told as soon as the answer is there; what is known of the rest comes later. */
  answered?: (reply: Reply) => void
  /** The response is taken in pieces, and this is told each. */
  piece?: (bytes: Uint8Array) => void
  timeoutMs: number | undefined
  /** Of an asynchronous event: waits until it is over. */
  untilEnded: boolean
}

/** `watching` began before. Rejects with a PlaygroundProblem. */
export async function watchedCall(
  connection: Connection,
  watching: Watching,
  question: Question,
  { answered, piece, timeoutMs, untilEnded }: HowToWatch,
): Promise<Report> {
  const { function: name, requestId, type } = question
  const signal = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)
  const asked = { ...question, signal }
  let reply: Reply | undefined
  let failed = false
  // From now on: what the function prints is told while it runs.
  const over = watching.until(() => {
    if (reply === undefined) return failed
    if (type !== 'Event' || reply.refused !== undefined) return isOver(watching, name, requestId)
    return !untilEnded || watching.functionOf(name)?.events.get(requestId)?.ended !== undefined
  })
  // Who waits for it hears of it below.
  over.catch(() => {})
  try {
    reply = await (piece === undefined ? call(connection, asked) : callStreaming(connection, asked, piece))
    answered?.(reply)
  } catch (problem) {
    failed = true
    if (signal?.aborted !== true) throw problem
    throw new PlaygroundProblem(`There was no answer of ${name} within ${timeoutMs! / 1000} s, and it was given up.`)
  } finally {
    watching.look()
  }
  await over
  return reportOf(watching, name, requestId, reply)
}

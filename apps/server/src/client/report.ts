// What is told of one invocation: its result, its log, its figures and its exchanges.
import type { Invocation, FunctionModel } from '@playground/protocol/model'
import type { Report } from './api.ts'
import type { Reply } from './call.ts'
import { exchangesOf } from './exchanges.ts'
import type { Watching } from './watching.ts'

const figures = [
  'outcome',
  'errorType',
  'help',
  'environment',
  'cold',
  'durationMs',
  'billedMs',
  'initMs',
  'restoreMs',
  'memoryMb',
  'peakMemoryMb',
  'tookMs',
] as const

export function reportOf(watching: Watching, name: string, requestId: string, reply: Reply): Report {
  const { payload, ...rest } = reply
  const invocation = watching.invocationOf(name, requestId)
  const report: Report = {
    function: name,
    requestId,
    ...rest,
    payload: payload.toString(),
    logs: '',
    exchanges: [],
  }
  if (invocation === undefined) return report
  const known = Object.fromEntries(
    figures.map((figure) => [figure, invocation[figure]]).filter(([, value]) => value !== undefined),
  )
  const ended = watching.functionOf(name)?.events.get(requestId)?.ended
  return {
    ...report,
    ...known,
    ...(ended === undefined ? {} : { event: { attempts: ended.attempts, how: ended.how } }),
    logs: logOf(watching.functionOf(name)!, invocation),
    exchanges: exchangesOf(watching.session, invocation),
  }
}

/** Whether all is known of it: an answer of an invocation that ran is followed by the rest of it. */
export function isOver(watching: Watching, name: string, requestId: string): boolean {
  const invocation = watching.invocationOf(name, requestId)
  if (invocation === undefined || invocation.exchange === undefined) return false
  const answered = watching.session.exchanges.get(invocation.exchange)?.answeredAt !== undefined
  // Nothing was received where the call was refused at once.
  return answered && (invocation.number === 0 || invocation.settledAt !== undefined)
}

/** Its own lines, and those of the Init that was for it. */
function logOf({ console }: FunctionModel, { id, environment, receivedAt, settledAt }: Invocation): string {
  return console
    .filter((line) => {
      if (line.source === 'telemetry') return false
      if (line.invocation !== undefined) return line.invocation === id
      return line.environment === environment && line.at >= receivedAt && line.at <= (settledAt ?? line.at)
    })
    .map(({ text }) => `${text}\n`)
    .join('')
}

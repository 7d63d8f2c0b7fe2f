// Why an invocation failed, in the sentence that its band leads with.
import type { Outcome } from '../invocation.ts'
import type { FunctionModel } from './function-model.ts'
import type { Invocation } from './invocation.ts'
import { messageOf } from './log-line.ts'
import { portSentence } from './port-taken.ts'
import type { Row } from './rows.ts'

export type Cause = Pick<Row, 'label' | 'offer'>

/** `at`: when it was answered. */
export function causeOf(fn: FunctionModel, invocation: Invocation, at: number): Cause {
  const { outcome, help, errorType, reported, type, via, streams } = invocation
  const told =
    type === 'Event'
      ? 'No caller waits for it.'
      : via === 'http-api'
        ? 'Who called the API is not told: it gets a 500 or 502, or a stream that breaks off.'
        : via
          ? 'Who called the URL is not told: it gets a 502, or a stream that breaks off.'
          : streams
            ? 'The last frame of the answer says so.'
            : 'The caller gets it with status 200.'
  const environment = invocation.environment === undefined ? undefined : fn.environments.get(invocation.environment)
  if (outcome === 'throttled' && type === 'Event')
    return { label: 'No environment was free. The event stays in the queue, and is tried again.' }
  if (outcome === 'timeout' && invocation.dispatchedAt !== undefined)
    return { label: timedOut(invocation, environment?.lastLine, at) }
  if (outcome === 'error' && reported?.message !== undefined)
    return {
      label: `The function reported an error: ${reported.type === undefined ? '' : `${reported.type}: `}${clip(reported.message)}. ${told}`,
    }
  if (outcome === 'error')
    return {
      label: `The function reported an error${errorType === undefined || errorType === 'Runtime.Unknown' ? '' : ` (${errorType})`}. ${told}`,
    }
  if (environment !== undefined)
    for (const process of [environment, ...environment.extensions.values()]) {
      const port = process.ended === undefined ? undefined : portSentence(fn, environment, process)
      if (port !== undefined) return { label: port, offer: 'concurrency' }
    }
  return { label: help ?? `It ended with ${errorType ?? 'an error'}.` }
}

function timedOut(
  { help, deadline, dispatchedAt = 0, firstByteMs }: Invocation,
  lastLine: { text: string; at: number } | undefined,
  at: number,
): string {
  const seconds = Math.round((at - dispatchedAt) / 100) / 10
  const sign =
    lastLine !== undefined && lastLine.at >= dispatchedAt
      ? ` Last sign of life: “${clip(messageOf(lastLine.text))}”, ${(((deadline ?? at) - lastLine.at) / 1000).toFixed(3)} s before the deadline.`
      : ''
  const what = firstByteMs === undefined ? 'No answer' : 'A beginning, and no end of the response'
  return `${what} within ${seconds} s.${sign === '' ? ` ${help ?? ''}` : sign}`
}

/** The caller had its answer, and then the environment failed. */
export function causeAfterAnswer(
  fn: FunctionModel,
  { late, dispatchedAt, deadline, environment }: Invocation,
  outcome: Outcome,
  errorType: string | undefined,
): Cause {
  const model = environment === undefined ? undefined : fn.environments.get(environment)
  if (outcome === 'timeout' && late !== undefined && late.length > 0) {
    const seconds = Math.round(((deadline ?? 0) - (dispatchedAt ?? 0)) / 100) / 10
    const events = late.length === 1 ? 'its next event' : 'their next events'
    return { label: `The runtime was done; ${late.join(' and ')} did not ask for ${events} within ${seconds} s.` }
  }
  if (outcome === 'timeout')
    return { label: 'It was answered, but the runtime did not ask for the next event before the deadline.' }
  const died = [...(model?.extensions.values() ?? [])].find(({ ended }) => ended !== undefined && ended !== 'ended')
  if (errorType?.startsWith('Extension.') === true && died !== undefined)
    return {
      label: `It was answered, and then the extension ${died.name} ended (${died.ended}). An extension has to live as long as its environment.`,
    }
  return { label: 'It was answered, and then the runtime ended instead of asking for the next event.' }
}

function clip(text: string): string {
  const line = text.split('\n', 1)[0]!
  return line.length > 60 ? `${line.slice(0, 59)}…` : line.replace(/\.$/, '')
}

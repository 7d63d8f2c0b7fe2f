// What the answer to a caller means, for who has never seen one.
import { endpointTimeout, endpoints, invokingEndpoints } from '../endpoints.ts'
import type { Invocation } from './invocation.ts'
import { answerMeaning } from './queue-words.ts'
import type { Exchange } from './rows.ts'

/** `topic`: what is explained by it, and need not be again. */
export type Explanation = { topic: string; text: string }

/** Undefined where a caller was not refused: a status of 400 and more can be what a function answered at its URL. */
export function refusedCaller({ endpoint, status = 0, refusal }: Exchange): Explanation | undefined {
  const url = isHttpCall(endpoint)
  if (status < 400 || (url && refusal === undefined)) return undefined
  if (refusal?.errorType === endpointTimeout)
    return {
      topic: 'api-timed-out',
      text: 'An API waits 29 or 30 s for a function, whatever its time-out is. The function goes on, and nobody gets its result.',
    }
  if (url && (status === 502 || (endpoint === 'http-api' && status === 500)))
    return {
      topic: 'url-failed',
      text:
        endpoint === 'http-api'
          ? 'The function failed, or what it returned is no HTTP response. The API tells its caller no more than this.'
          : 'The function failed, or it returned no HTTP response. Who called its URL is told no more than this.',
    }
  const sdk = url ? '' : ' An SDK throws this as an exception.'
  return { topic: 'call-refused', text: `Lambda refused the call before anything ran.${sdk}` }
}

/** Of an answer that is no refusal. Undefined where there is nothing to say. */
export function answeredMeaning(exchange: Exchange, invocation: Invocation | undefined): Explanation | undefined {
  const { endpoint, asynchronous, streams } = exchange
  const url = isHttpCall(endpoint)
  if (asynchronous) return { topic: 'queued', text: answerMeaning(exchange) }
  if (invocation?.outcome !== undefined && invocation.outcome !== 'ok')
    return {
      topic: 'result-failed',
      text: 'A function error is a 200 as well: X-Amz-Function-Error tells them apart.',
    }
  if (streams) {
    const how = url ? '' : ' The last frame tells how it ended.'
    return {
      topic: url ? 'url-first-byte' : 'first-byte',
      text: `The caller has the first bytes while the runtime still writes.${how}`,
    }
  }
  if (invocation?.type === 'DryRun')
    return {
      topic: 'dry-run',
      text: 'Checked, and not run: the function is there, and it could be given this event.',
    }
  if (url) return { topic: 'url-result', text: answerMeaning(exchange) }
  if (invocation === undefined || !invokingEndpoints.has(endpoint)) return undefined
  return { topic: 'result', text: endpoints.invoke.answer }
}

/** Whether a call of this endpoint is an HTTP call, of which an event has to be made. */
export function isHttpCall(endpoint: string): boolean {
  return endpoint === 'function-url' || endpoint === 'http-api'
}

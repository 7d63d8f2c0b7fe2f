// Why a call of a runtime was refused, from the table that refused it.
import { runtimeTransitions, type EventOf, type RuntimeCall } from '@playground/protocol'

const calls: Record<RuntimeCall, string> = {
  next: 'GET next',
  response: 'POST response',
  error: 'POST error',
  'init-error': 'POST init/error',
  'restore-next': 'GET restore/next',
  'restore-error': 'POST restore/error',
}

/** The rule that forbade it, and what is allowed instead, in a sentence or two. */
export function refusalSentence({ state, call, rule }: EventOf<'runtime.refused'>): string {
  const allowed = (Object.keys(runtimeTransitions[state]) as RuntimeCall[]).map((one) => calls[one])
  const instead = allowed.length === 0 ? 'Nothing is: it should exit.' : `Allowed is ${allowed.join(' or ')}.`
  switch (rule) {
    case 'state':
      return `The runtime was in the state ${state}, where ${calls[call]} is not allowed. ${instead}`
    case 'request-id':
      return 'The request id in the path is not that of the event which the runtime has. It is judged before anything else.'
    case 'invocation-id':
      return 'Lambda-Runtime-Invocation-Id names another attempt: this answer came too late for its own.'
    case 'response-mode':
      return 'Lambda-Runtime-Function-Response-Mode has a value that is not known. The answer counts as given: only GET next goes on.'
    case 'truncated':
      return 'The body broke off before it was whole. The answer counts as given: only GET next goes on.'
    case 'size':
      return 'The body is over the limit. The answer counts as given, and the caller is told: only GET next goes on.'
  }
}

// Why a call of a runtime or an extension was refused, from the table that refused it.
import {
  extensionLimit,
  extensionTransitions,
  runtimeTransitions,
  type EventOf,
  type ExtensionCall,
  type RuntimeCall,
} from '@playground/protocol'

const calls: Record<RuntimeCall | ExtensionCall | 'subscribe', string> = {
  next: 'GET next',
  response: 'POST response',
  error: 'POST error',
  'init-error': 'POST init/error',
  'restore-next': 'GET restore/next',
  'restore-error': 'POST restore/error',
  register: 'POST register',
  'event-next': 'GET event/next',
  'extension-init-error': 'POST init/error',
  'exit-error': 'POST exit/error',
  subscribe: 'A subscription',
}

/** The rule that forbade it, and what is allowed instead, in a sentence or two. */
export function refusalSentence(refused: EventOf<'runtime.refused'> | EventOf<'extension.refused'>): string {
  return refused.type === 'extension.refused' ? ofExtension(refused) : ofRuntime(refused)
}

function instead(allowed: readonly (RuntimeCall | ExtensionCall)[]): string {
  return allowed.length === 0
    ? 'Nothing is: it should exit.'
    : `Allowed is ${allowed.map((one) => calls[one]).join(' or ')}.`
}

function ofRuntime({ state, call, rule }: EventOf<'runtime.refused'>): string {
  switch (rule) {
    case 'state': {
      const allowed = Object.keys(runtimeTransitions[state]) as RuntimeCall[]
      return `The runtime was in the state ${state}, where ${calls[call]} is not allowed. ${instead(allowed)}`
    }
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

function ofExtension({ state, call, rule }: EventOf<'extension.refused'>): string {
  switch (rule) {
    case 'name':
      return 'Lambda-Extension-Name is missing or empty. Send the name of the extension’s file.'
    case 'format':
      return call === 'subscribe'
        ? 'The body does not say all that a subscription needs: schemaVersion, types, and a destination.'
        : 'The body is not a JSON object such as {"events":["INVOKE"]}.'
    case 'event-type':
      return 'It asks for an event that it cannot have: external extensions get INVOKE and SHUTDOWN, internal ones INVOKE alone.'
    case 'registration-closed':
      return call === 'subscribe'
        ? 'Subscriptions are open from the registration to the end of Init, and that is over.'
        : 'An internal extension registers before the runtime’s first GET next, and that has come.'
    case 'name-taken':
      return 'An internal extension of this name has registered already. Choose another name.'
    case 'too-many':
      return `An environment has at most ${extensionLimit} extensions.`
    case 'identifier':
      return 'Lambda-Extension-Identifier is missing, malformed, or that of nobody. Send what the answer to POST register had in this header; it is another one after each Init.'
    case 'error-type':
      return 'Lambda-Extension-Function-Error-Type is missing: it says what kind of error this is.'
    case 'state': {
      if (state === undefined || call === 'subscribe') return 'The extension subscribes by the other API already.'
      const allowed = Object.keys(extensionTransitions[state]) as ExtensionCall[]
      return `The extension was in the state ${state}, where ${calls[call]} is not allowed. ${instead(allowed)}`
    }
  }
}

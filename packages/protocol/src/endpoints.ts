// One table of endpoints: the routers mount from it, the diagram labels from it, the inspector explains from it.
import type { RuntimeCall } from './lifecycle.ts'

export type Api = 'runtime' | 'lambda'

export type Endpoint = {
  api: Api
  method: 'GET' | 'POST'
  /** The path, with `:name` for a variable segment. */
  path: string
  /** The row's name in the diagram, in words. */
  label: string
  /** What the exchange means in the lifecycle, in a sentence or two. */
  meaning: string
  /** What its answer means. */
  answer: string
  /** The call that the runtime's state machine judges. */
  call?: RuntimeCall
  /** The request stays open until there is work. */
  waits?: true
}

const runtimeBase = '/2018-06-01'

/** Every endpoint of this host that is a Lambda API (Developer Guide, runtimes-api; API reference, Invoke). */
export const endpoints = {
  invoke: {
    api: 'lambda',
    method: 'POST',
    path: '/2015-03-31/functions/:name/invocations',
    label: 'invoke',
    meaning: 'A caller asks Lambda to run the function with this event, and waits for the result.',
    answer:
      'Lambda gives the caller the function’s result. A function error is a 200 as well: X-Amz-Function-Error tells them apart.',
  },
  next: {
    api: 'runtime',
    method: 'GET',
    path: `${runtimeBase}/runtime/invocation/next`,
    label: 'GET next',
    meaning:
      'The runtime asks for work. Lambda leaves this request open until there is some: a long poll. Asking also ends Init, and the invocation before.',
    answer: 'Lambda answers with one event; the runtime now owns the request until it posts a response or an error.',
    call: 'next',
    waits: true,
  },
  response: {
    api: 'runtime',
    method: 'POST',
    path: `${runtimeBase}/runtime/invocation/:requestId/response`,
    label: 'POST response',
    meaning:
      'The runtime posts the result of the invocation. The caller gets these bytes unchanged; the environment stays busy until the runtime asks for work again.',
    answer: 'Lambda has taken the result.',
    call: 'response',
  },
  error: {
    api: 'runtime',
    method: 'POST',
    path: `${runtimeBase}/runtime/invocation/:requestId/error`,
    label: 'POST error',
    meaning:
      'The runtime reports that the function failed. The caller gets these bytes with status 200 and X-Amz-Function-Error: Unhandled.',
    answer: 'Lambda has taken the error.',
    call: 'error',
  },
  'init-error': {
    api: 'runtime',
    method: 'POST',
    path: `${runtimeBase}/runtime/init/error`,
    label: 'POST init/error',
    meaning:
      'The runtime could not initialise, and should exit now. Lambda tries Init once more inside the invocation before the caller is told.',
    answer: 'Lambda has noted that Init failed.',
    call: 'init-error',
  },
  ping: {
    api: 'runtime',
    method: 'GET',
    path: `${runtimeBase}/ping`,
    label: 'GET ping',
    meaning: 'A check that the Runtime API is there. It changes nothing.',
    answer: 'The Runtime API is there.',
  },
} as const satisfies Record<string, Endpoint>

export type EndpointId = keyof typeof endpoints

/** The endpoints of one API, in the order of the table. */
export function endpointsOf(api: Api): [EndpointId, Endpoint][] {
  return (Object.entries(endpoints) as [EndpointId, Endpoint][]).filter(([, endpoint]) => endpoint.api === api)
}

// One table of endpoints: the routers mount from it, the diagram labels from it, the inspector explains from it.
import type { ExtensionCall } from './extension-lifecycle.ts'
import type { RuntimeCall } from './lifecycle.ts'
import { managementEndpoints } from './management-endpoints.ts'

export type Api = 'runtime' | 'extensions' | 'telemetry' | 'lambda' | 'url'

export type Endpoint = {
  api: Api
  /** `ANY`: whatever the function takes. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'ANY'
  /** The path, with `:name` for a variable segment. */
  path: string
  /** The row's name in the diagram, in words. */
  label: string
  /** What the exchange means in the lifecycle, in a sentence or two; of calls that run nothing `managementWords` says it. */
  meaning?: string
  /** What its answer means; likewise. */
  answer?: string
  /** The call that the state machine of the runtime or the extension judges. */
  call?: RuntimeCall | ExtensionCall
  /** The request stays open until there is work. */
  waits?: true
}

const runtimeBase = '/2018-06-01'
const extensionBase = '/2020-01-01/extension'

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
  'invoke-stream': {
    api: 'lambda',
    method: 'POST',
    path: '/2021-11-15/functions/:name/response-streaming-invocations',
    label: 'invoke (stream)',
    meaning: 'A caller asks Lambda to run the function with this event, and takes the response in pieces as they come.',
    answer:
      'Lambda sends each piece in a frame of its own, and one last frame that says how it went: the status was sent long before.',
  },
  'invoke-async': {
    api: 'lambda',
    method: 'POST',
    path: '/2014-11-13/functions/:name/invoke-async',
    label: 'invoke-async',
    meaning: 'The old form of an asynchronous invocation: the event goes into the function’s queue.',
    answer: 'Lambda has the event. What becomes of it, this caller is not told.',
  },
  'http-api': {
    api: 'url',
    method: 'ANY',
    path: '/',
    label: 'HTTP',
    meaning:
      'An HTTP call of an API’s route. The API makes an event of it, in the form that the route asks for, and invokes the function.',
    answer: 'What the function returned, as the API makes an HTTP response of it.',
  },
  'function-url': {
    api: 'url',
    method: 'ANY',
    path: '/',
    label: 'function URL',
    meaning:
      'A browser, or any HTTP client, calls the function’s URL. Lambda makes an event of the request: payload format 2.0.',
    answer: 'Lambda makes an HTTP response of what the function returned.',
  },
  ...managementEndpoints,
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
  'restore-next': {
    api: 'runtime',
    method: 'GET',
    path: `${runtimeBase}/runtime/restore/next`,
    label: 'GET restore/next',
    meaning:
      'SnapStart: Init is done, and the snapshot can be taken. Lambda leaves this request open until the environment is restored.',
    answer: 'The snapshot was restored. The runtime runs its hooks, then asks for its first event.',
    call: 'restore-next',
    waits: true,
  },
  'restore-error': {
    api: 'runtime',
    method: 'POST',
    path: `${runtimeBase}/runtime/restore/error`,
    label: 'POST restore/error',
    meaning:
      'SnapStart: a hook after the restore failed. The caller gets these bytes, and the runtime should exit now.',
    answer: 'Lambda has noted that the restore failed.',
    call: 'restore-error',
  },
  credentials: {
    api: 'runtime',
    method: 'GET',
    path: '/2021-04-23/credentials',
    label: 'GET credentials',
    meaning:
      'SnapStart: the credentials are not among the variables, since a snapshot would keep them; an SDK asks for them here.',
    answer: 'The credentials, for a token that is right.',
  },
  ping: {
    api: 'runtime',
    method: 'GET',
    path: `${runtimeBase}/ping`,
    label: 'GET ping',
    meaning: 'A check that the Runtime API is there. It changes nothing.',
    answer: 'The Runtime API is there.',
  },
  register: {
    api: 'extensions',
    method: 'POST',
    path: `${extensionBase}/register`,
    label: 'POST register',
    meaning:
      'The extension says its name and the events it wants. An external one has to do so before the runtime is started.',
    answer: 'Lambda has the extension on its list; its identifier goes into every further call.',
    call: 'register',
  },
  'event-next': {
    api: 'extensions',
    method: 'GET',
    path: `${extensionBase}/event/next`,
    label: 'GET event/next',
    meaning:
      'The extension asks for its next event: a long poll. Asking also ends its part of Init, and of the invocation before.',
    answer:
      'Lambda tells the extension that an invocation begins, or that the environment shuts down. The payload is not in it.',
    call: 'event-next',
    waits: true,
  },
  'extension-init-error': {
    api: 'extensions',
    method: 'POST',
    path: `${extensionBase}/init/error`,
    label: 'POST init/error',
    meaning: 'The extension could not initialise, and should exit now. That ends Init for the whole environment.',
    answer: 'Lambda has noted it.',
    call: 'extension-init-error',
  },
  'exit-error': {
    api: 'extensions',
    method: 'POST',
    path: `${extensionBase}/exit/error`,
    label: 'POST exit/error',
    meaning: 'The extension reports why it ends. Its exit fails the invocation, unless that was answered already.',
    answer: 'Lambda has noted it.',
    call: 'exit-error',
  },
  telemetry: {
    api: 'telemetry',
    method: 'PUT',
    path: '/2022-07-01/telemetry',
    label: 'PUT telemetry',
    meaning:
      'The extension subscribes to telemetry. Lambda will send what it asks for in batches, from the beginning of Init on, to an address of the extension.',
    answer: 'The subscription holds.',
  },
  logs: {
    api: 'telemetry',
    method: 'PUT',
    path: '/2020-08-15/logs',
    label: 'PUT logs',
    meaning: 'The extension subscribes to logs by the API that came before Telemetry.',
    answer: 'The subscription holds.',
  },
} as const satisfies Record<string, Endpoint>

export type EndpointId = keyof typeof endpoints

/** Whether a call asks for work, so that it stays open until there is some. */
export function isPoll(endpoint: string): boolean {
  const known = endpoints[endpoint as EndpointId]
  return known !== undefined && 'waits' in known
}

/** The endpoints of one API, in the order of the table. */
export function endpointsOf(api: Api): [EndpointId, Endpoint][] {
  return (Object.entries(endpoints) as [EndpointId, Endpoint][]).filter(([, endpoint]) => endpoint.api === api)
}

/** The error of an API, in the journal, that waits for its function no longer. */
export const endpointTimeout = 'EndpointTimeout'

/** Calls that run a function, each with an invocation of its own. */
export const invokingEndpoints: ReadonlySet<string> = new Set<EndpointId>([
  'invoke',
  'invoke-stream',
  'invoke-async',
  'function-url',
  'http-api',
])

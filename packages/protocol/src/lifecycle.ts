// The lifecycle as data: the states, the calls that are legal in each, and what becomes of them.

/** The calls of a runtime that its state machine judges. */
export const runtimeCalls = ['next', 'response', 'error', 'init-error', 'restore-next', 'restore-error'] as const
export type RuntimeCall = (typeof runtimeCalls)[number]

/** The states of a runtime, spelled as refusals spell them (official emulator, `core` states). */
export const runtimeStates = [
  'Started',
  'InitError',
  'RestoreReady',
  'Restoring',
  'Ready',
  'Running',
  'InvocationResponse',
  'InvocationErrorResponse',
  'RuntimeResponseSentState',
  'RuntimeRestoreErrorState',
] as const
export type RuntimeState = (typeof runtimeStates)[number]

/**
 * What the host does with a call.
 * - `wait`: park the request until there is work.
 * - `again`: hand out the current event once more.
 * - `accept`: take the body.
 */
export type RuntimeEffect = 'wait' | 'again' | 'accept'

export type RuntimeTransition = { to: RuntimeState; effect: RuntimeEffect; meaning: string }

/**
 * Every legal call; one that is absent is refused with 403 `InvalidStateTransition`.
 * The request id is judged before this table is asked (400 `InvalidRequestID`).
 */
export const runtimeTransitions: Record<RuntimeState, Partial<Record<RuntimeCall, RuntimeTransition>>> = {
  Started: {
    next: { to: 'Ready', effect: 'wait', meaning: 'Init is done: the runtime asks for its first event.' },
    'init-error': {
      to: 'InitError',
      effect: 'accept',
      meaning: 'The runtime could not initialise, and should now exit.',
    },
    'restore-next': {
      to: 'RestoreReady',
      effect: 'wait',
      meaning: 'Init is done, and the snapshot can be taken: the runtime waits to be restored.',
    },
  },
  InitError: {},
  RestoreReady: {},
  Restoring: {
    next: {
      to: 'Ready',
      effect: 'wait',
      meaning: 'The hooks after the restore are done: the runtime asks for its event.',
    },
    'init-error': {
      to: 'RuntimeRestoreErrorState',
      effect: 'accept',
      meaning: 'A hook after the restore failed; older runtimes report it here.',
    },
    'restore-error': {
      to: 'RuntimeRestoreErrorState',
      effect: 'accept',
      meaning: 'A hook after the restore failed, and the runtime should now exit.',
    },
  },
  Ready: {
    next: { to: 'Ready', effect: 'wait', meaning: 'A second poll beside the first: one of them gets the next event.' },
  },
  Running: {
    next: {
      to: 'Running',
      effect: 'again',
      meaning: 'The event was not answered yet, so the same event is handed out again.',
    },
    response: { to: 'InvocationResponse', effect: 'accept', meaning: 'The runtime posts its result.' },
    error: {
      to: 'InvocationErrorResponse',
      effect: 'accept',
      meaning: 'The runtime reports that the function failed.',
    },
  },
  InvocationResponse: {},
  InvocationErrorResponse: {},
  RuntimeResponseSentState: {
    next: { to: 'Ready', effect: 'wait', meaning: 'The invocation is finished; the runtime asks for the next event.' },
  },
  RuntimeRestoreErrorState: {},
}

/** Moves of the runtime's state that Lambda makes, not a call. */
export const platformTransitions = {
  deliver: { from: ['Ready'], to: 'Running', meaning: 'An event was handed to the runtime.' },
  bodyRead: {
    from: ['InvocationResponse', 'InvocationErrorResponse'],
    to: 'RuntimeResponseSentState',
    meaning: 'The whole answer was read and passed on.',
  },
  bodyRefused: {
    from: ['InvocationResponse'],
    to: 'InvocationResponse',
    meaning: 'The answer was refused after its transition: it cannot be sent again, and only next goes on.',
  },
  restore: {
    from: ['RestoreReady'],
    to: 'Restoring',
    meaning: 'The snapshot was restored, and restore/next is answered.',
  },
  restart: { from: runtimeStates, to: 'Started', meaning: 'A new process takes the place of the old one.' },
} as const

/** The name of the wanted state in a refusal: `State transition from <FROM> to <TO> failed for runtime.` */
export const refusedTransitionName: Record<RuntimeCall, string> = {
  next: 'Ready',
  response: 'InvocationResponse',
  error: 'InvocationErrorResponse',
  'init-error': 'InitError',
  'restore-next': 'Ready',
  'restore-error': 'RuntimeRestoreErrorState',
}

/** The transition a call makes from a state, or undefined where it is refused. */
export function judge(state: RuntimeState, call: RuntimeCall): RuntimeTransition | undefined {
  return runtimeTransitions[state][call]
}

/** The message of a 403 `InvalidStateTransition`, to the byte. */
export function refusedTransitionMessage(state: RuntimeState, call: RuntimeCall): string {
  return `State transition from ${state} to ${refusedTransitionName[call]} failed for runtime. Error: State transition is not allowed`
}

/** The states of an execution environment. */
export const environmentStates = [
  'created',
  'init',
  'snapshot',
  'restoring',
  'ready',
  'invoke',
  'crashed',
  'reset',
  'shutdown',
  'gone',
] as const
export type EnvironmentState = (typeof environmentStates)[number]

/** What each environment state means, and where it can go. */
export const environmentTransitions: Record<EnvironmentState, { to: readonly EnvironmentState[]; meaning: string }> = {
  created: { to: ['init', 'shutdown'], meaning: 'It has an address of its own and no process yet.' },
  init: {
    to: ['ready', 'snapshot', 'reset', 'shutdown'],
    meaning: 'Its processes start; Init ends when the runtime and every extension have asked for work.',
  },
  snapshot: {
    to: ['restoring', 'crashed', 'reset', 'shutdown'],
    meaning: 'Its Init is done and its processes are stopped; the next invocation restores it.',
  },
  restoring: {
    to: ['ready', 'reset', 'shutdown'],
    meaning: 'Its processes run again, with their hooks after the restore, until the runtime asks for its event.',
  },
  ready: {
    to: ['invoke', 'crashed', 'reset', 'init', 'shutdown'],
    meaning: 'The runtime waits for work with an open next.',
  },
  invoke: { to: ['ready', 'reset', 'shutdown'], meaning: 'It serves one invocation.' },
  crashed: {
    to: ['reset', 'shutdown'],
    meaning: 'Its runtime or an extension ended while idle; the next invocation is told so.',
  },
  reset: {
    to: ['init', 'shutdown'],
    meaning: 'Its processes were ended; the next invocation starts them again, or a person does.',
  },
  shutdown: { to: ['gone'], meaning: 'Its processes are being ended for good.' },
  gone: { to: [], meaning: 'Nothing is left of it.' },
}

/** Whether the table above lets an environment go from one state to another. */
export function mayBecome(from: EnvironmentState, to: EnvironmentState): boolean {
  return environmentTransitions[from].to.includes(to)
}

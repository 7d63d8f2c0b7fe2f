// The lifecycle of an extension as data: its states, the calls that are legal in each, and what becomes of them.

/** What an extension can subscribe to. */
export const extensionEventKinds = ['INVOKE', 'SHUTDOWN'] as const
export type ExtensionEventKind = (typeof extensionEventKinds)[number]

/** The calls of an extension that its state machine judges. */
export const extensionCalls = ['register', 'event-next', 'extension-init-error', 'exit-error'] as const
export type ExtensionCall = (typeof extensionCalls)[number]

/** The states of an extension, spelled as refusals and `platform.extension` spell them (official emulator, `core` states). */
export const extensionStates = [
  'Started',
  'Registered',
  'Ready',
  'Running',
  'InitError',
  'ExitError',
  'ShutdownFailed',
  'Exited',
  'LaunchError',
] as const
export type ExtensionState = (typeof extensionStates)[number]

/**
 * What the host does with a call.
 * - `wait`: park the request until there is an event.
 * - `accept`: take it.
 * - `ignore`: take it, though only the first one counts.
 */
export type ExtensionEffect = 'wait' | 'accept' | 'ignore'
export type ExtensionTransition = { to: ExtensionState; effect: ExtensionEffect; meaning: string }

const exitError: ExtensionTransition = {
  to: 'ExitError',
  effect: 'accept',
  meaning: 'The extension reports why it ends, and should now exit.',
}

/** Every legal call; one that is absent is refused with 403 `Extension.InvalidExtensionState`. */
export const extensionTransitions: Record<ExtensionState, Partial<Record<ExtensionCall, ExtensionTransition>>> = {
  Started: {
    register: { to: 'Registered', effect: 'accept', meaning: 'The extension says its name and what it subscribes to.' },
  },
  Registered: {
    'event-next': { to: 'Ready', effect: 'wait', meaning: 'Its part of Init is done: it asks for its first event.' },
    'extension-init-error': {
      to: 'InitError',
      effect: 'accept',
      meaning: 'The extension could not initialise, and should now exit.',
    },
    'exit-error': exitError,
  },
  Ready: { 'exit-error': exitError },
  Running: {
    'event-next': { to: 'Ready', effect: 'wait', meaning: 'Its part of the invocation is done.' },
    'exit-error': exitError,
  },
  InitError: {
    'extension-init-error': {
      to: 'InitError',
      effect: 'ignore',
      meaning: 'It was reported before: the first report counts.',
    },
  },
  ExitError: {
    'exit-error': { to: 'ExitError', effect: 'ignore', meaning: 'It was reported before: the first report counts.' },
  },
  ShutdownFailed: {},
  Exited: {},
  LaunchError: {},
}

/** Moves of an extension's state that Lambda makes, not a call. */
export const extensionPlatformTransitions = {
  deliver: { from: ['Ready'], to: 'Running', meaning: 'An event was handed to the extension.' },
  exit: { from: extensionStates, to: 'Exited', meaning: 'Its process ended.' },
  shutdownFailed: {
    from: extensionStates,
    to: 'ShutdownFailed',
    meaning: 'Its process did not end well, or in time, at the shutdown.',
  },
  launchError: { from: ['Started'], to: 'LaunchError', meaning: 'Its file could not be run.' },
} as const

/** The name of the wanted state in a refusal: `State transition from <FROM> to <TO> failed for extension <id>.` */
export const refusedExtensionTransitionName: Record<ExtensionCall, string> = {
  register: 'Registered',
  'event-next': 'Ready',
  'extension-init-error': 'InitError',
  'exit-error': 'Exited',
}

/** The transition a call makes from a state, or undefined where it is refused. */
export function judgeExtension(state: ExtensionState, call: ExtensionCall): ExtensionTransition | undefined {
  return extensionTransitions[state][call]
}

/**
 * The message of a 403 `Extension.InvalidExtensionState`, to the byte. `who`: its identifier, or its name where it registers
 * twice; `why` differs where two calls race.
 */
export function refusedExtensionTransitionMessage(
  state: ExtensionState,
  call: ExtensionCall,
  who: string,
  why = 'State transition is not allowed',
): string {
  return `State transition from ${state} to ${refusedExtensionTransitionName[call]} failed for extension ${who}. Error: ${why}`
}

// Words for the states of the machines, and for the moves of an environment, which its table leaves unnamed.
import type { ExtensionState } from '../extension-lifecycle.ts'
import { environmentTransitions, type EnvironmentState, type RuntimeState } from '../lifecycle.ts'

/** `name`: for people, where the protocol spells it differently. */
export type StateWords = { name: string; meaning: string }

export const runtimeWords: Record<RuntimeState, StateWords> = {
  Started: { name: 'Started', meaning: 'Its process runs, and has not asked for work yet: this is Init.' },
  InitError: { name: 'Init failed', meaning: 'It reported that it could not initialise. No call is allowed any more.' },
  RestoreReady: { name: 'Ready to restore', meaning: 'The snapshot can be taken; its request waits for the restore.' },
  Restoring: { name: 'Restoring', meaning: 'The snapshot is back, and its hooks run.' },
  Ready: { name: 'Ready', meaning: 'It waits for work with an open GET next. This is where an environment rests.' },
  Running: { name: 'Running', meaning: 'It has an event, and has to answer before the deadline.' },
  InvocationResponse: { name: 'Answering', meaning: 'It posts its result; Lambda reads the body.' },
  InvocationErrorResponse: { name: 'Reporting', meaning: 'It posts an error; Lambda reads the body.' },
  RuntimeResponseSentState: {
    name: 'Answered',
    meaning: 'Lambda has the whole answer. The invocation goes on until the runtime asks for the next event.',
  },
  RuntimeRestoreErrorState: { name: 'Restore failed', meaning: 'A hook failed. No call is allowed any more.' },
}

export const extensionWords: Record<ExtensionState, StateWords> = {
  Started: { name: 'Started', meaning: 'Its file was run; it has to register before the runtime is started.' },
  Registered: { name: 'Registered', meaning: 'It said its name and what it wants. It may still prepare itself.' },
  Ready: { name: 'Ready', meaning: 'It waits for an event with an open GET event/next.' },
  Running: { name: 'Running', meaning: 'It has an event. The invocation is not over before it asks again.' },
  InitError: { name: 'Init failed', meaning: 'It reported that it could not initialise, and should exit.' },
  ExitError: { name: 'Exit reported', meaning: 'It reported why it ends, and should exit.' },
  ShutdownFailed: { name: 'Cut short', meaning: 'It did not end well, or in time, at the shutdown.' },
  Exited: { name: 'Exited', meaning: 'Its process is gone.' },
  LaunchError: { name: 'Not launched', meaning: 'Its file could not be run.' },
}

const environmentNames: Record<EnvironmentState, string> = {
  created: 'Created',
  init: 'Init',
  snapshot: 'Snapshot',
  restoring: 'Restoring',
  ready: 'Ready',
  invoke: 'Invoke',
  crashed: 'Crashed',
  reset: 'Reset',
  shutdown: 'Shutdown',
  gone: 'Gone',
}

export const environmentWords = Object.fromEntries(
  Object.entries(environmentNames).map(([state, name]) => [
    state,
    { name, meaning: environmentTransitions[state as EnvironmentState].meaning },
  ]),
) as Record<EnvironmentState, StateWords>

type MoveWords = { label: string; meaning: string; by: 'call' | 'lambda'; rare?: true }

/** A test holds that each move of the table has its words. */
export const environmentMoves: Partial<Record<`${EnvironmentState}>${EnvironmentState}`, MoveWords>> = {
  'created>init': { label: 'start', by: 'lambda', meaning: 'Its processes are started: a cold start.' },
  'init>ready': {
    label: 'all asked',
    by: 'call',
    meaning: 'The runtime and every extension asked for their first event: Init is over.',
  },
  'init>snapshot': {
    label: 'restore/next',
    by: 'call',
    meaning: 'Init is done ahead of time, and kept as a snapshot.',
  },
  'init>reset': {
    label: 'Init failed',
    by: 'lambda',
    meaning: 'Init failed or took too long; its processes are ended.',
  },
  'snapshot>restoring': { label: 'invoke', by: 'lambda', meaning: 'An invocation came, and restores the snapshot.' },
  'snapshot>crashed': { label: 'process ends', by: 'lambda', meaning: 'A process ended while the snapshot was kept.' },
  'restoring>ready': { label: 'asked', by: 'call', meaning: 'Its hooks are done: the runtime asked for its event.' },
  'restoring>reset': { label: 'failed', by: 'lambda', meaning: 'The restore failed or took too long.' },
  'ready>invoke': { label: 'event', by: 'lambda', meaning: 'An invocation is given to it.' },
  'ready>crashed': { label: 'process ends', by: 'lambda', meaning: 'The runtime or an extension ended with no work.' },
  'ready>init': {
    label: 'again',
    by: 'lambda',
    meaning: 'Another runtime attached itself in place of the one before.',
    rare: true,
  },
  'ready>shutdown': {
    label: 'not needed',
    by: 'lambda',
    meaning: 'It is shut down: idle for long, its code changed, or the playground stops.',
  },
  'invoke>ready': {
    label: 'all asked',
    by: 'call',
    meaning: 'The runtime, and every extension that was told, asked again: only this ends an invocation.',
  },
  'invoke>reset': { label: 'failed', by: 'lambda', meaning: 'A time-out or the end of a process: all of it is ended.' },
  'crashed>reset': {
    label: 'invoke',
    by: 'lambda',
    meaning: 'The next invocation is told of it, and what is left ends.',
  },
  'reset>init': {
    label: 'invoke: Init again',
    by: 'lambda',
    meaning: 'The next invocation starts its processes again, within its own time.',
  },
  'shutdown>gone': { label: 'ended', by: 'lambda', meaning: 'Every process is gone, and its address is closed.' },
}

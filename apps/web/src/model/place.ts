// Where in the lifecycle an exchange stands: the steps that there are, those that come before, and where it was refused.
import type { ExtensionState, RuntimeState } from '@playground/protocol'
import type { Exchange, Invocation } from '@playground/protocol/model'

/** `past`: it was there before. `here`: where it led. `refused`: where it was told no. `ahead`: not reached by it. */
export type Step = { name: string; meaning: string; is: 'past' | 'here' | 'refused' | 'ahead' }

const ofRuntime: { name: string; states: readonly RuntimeState[]; meaning: string }[] = [
  {
    name: 'Init',
    states: ['Started', 'InitError'],
    meaning: 'The process has started and has not asked for work yet.',
  },
  { name: 'waits', states: ['Ready'], meaning: 'Init is over, or the invocation before: it waits with an open next.' },
  { name: 'runs', states: ['Running'], meaning: 'It has an event, which it has to answer before the deadline.' },
  {
    name: 'answers',
    states: ['InvocationResponse', 'InvocationErrorResponse'],
    meaning: 'It is posting its response or its error.',
  },
  {
    name: 'answered',
    states: ['RuntimeResponseSentState'],
    meaning: 'The answer is taken whole. The environment stays busy until the runtime asks for work again.',
  },
]

const restoring: (typeof ofRuntime)[number] = {
  name: 'restores',
  states: ['RestoreReady', 'Restoring', 'RuntimeRestoreErrorState'],
  meaning: 'SnapStart: its snapshot was taken, and is restored; its hooks run.',
}

const ofExtension: { name: string; states: readonly ExtensionState[]; meaning: string }[] = [
  { name: 'started', states: ['Started', 'LaunchError'], meaning: 'Its file was run, and it has not registered yet.' },
  {
    name: 'registered',
    states: ['Registered', 'InitError'],
    meaning: 'It has said its name and what it subscribes to.',
  },
  { name: 'waits', states: ['Ready'], meaning: 'Its part is done: it waits with an open event/next.' },
  { name: 'has an event', states: ['Running'], meaning: 'The invocation is not over before it asks again.' },
  { name: 'ended', states: ['ExitError', 'Exited', 'ShutdownFailed'], meaning: 'It has ended, or said that it will.' },
]

/** None for a call that is not part of the lifecycle. */
export function placeOf(exchange: Exchange, invocation: Invocation | undefined): Step[] {
  if (exchange.from === 'caller') return invocation === undefined ? [] : callersPlace(invocation)
  const refusedIn = exchange.refused?.state
  const path = exchange.states.length === 0 && refusedIn !== undefined ? [refusedIn] : exchange.states
  const last = path.at(-1)
  const all: readonly { name: string; states: readonly string[]; meaning: string }[] =
    exchange.from === 'extension'
      ? ofExtension
      : path.some((state) => restoring.states.includes(state as RuntimeState))
        ? [ofRuntime[0]!, restoring, ...ofRuntime.slice(1)]
        : ofRuntime
  if (last === undefined || !all.some(({ states }) => states.includes(last))) return []
  const here = all.findIndex(({ states }) => states.includes(refusedIn ?? last))
  return all.map(({ name, states, meaning }, index) => {
    const has = (state: string | undefined) => states.some((one) => one === state)
    const is = has(refusedIn) ? 'refused' : has(last) ? 'here' : index < here ? 'past' : 'ahead'
    return { name, meaning, is }
  })
}

function callersPlace(invocation: Invocation): Step[] {
  const { cold, waited, dispatchedAt, answeredAt, extensions, runtimeDoneAt, settledAt, outcome } = invocation
  // Where nobody else has work to do, the runtime's end of it is the environment's.
  const waitsOn = extensions === true
  const steps: [string, string, boolean][] = [
    [
      'called',
      invocation.type === 'Event'
        ? 'Lambda has the event, and the caller its 202.'
        : 'Lambda has the event, and the caller waits.',
      true,
    ],
    ...(cold === true
      ? [['Init', 'A new environment was started for it.', true] as [string, string, boolean]]
      : waited === true
        ? [['waited', 'Every environment was busy.', true] as [string, string, boolean]]
        : []),
    ['runs', 'A runtime has the event; its time counts from here.', dispatchedAt !== undefined],
    ['answered', 'There is a result or an error.', answeredAt !== undefined || outcome !== undefined],
    ...(waitsOn
      ? [
          [
            'runtime done',
            'The runtime asked for work again; extensions have to as well.',
            runtimeDoneAt !== undefined,
          ] as [string, string, boolean],
        ]
      : []),
    ['done', 'The environment is free for the next.', settledAt !== undefined],
  ]
  const here = steps.findLastIndex(([, , reached]) => reached)
  return steps.map(([name, meaning, reached], index) => ({
    name,
    meaning,
    is: index === here ? 'here' : reached ? 'past' : 'ahead',
  }))
}

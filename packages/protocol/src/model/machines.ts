// The machines of environment, runtime and extension as graphs, made from the tables by which the server judges; words are added.
import { endpoints, type Endpoint } from '../endpoints.ts'
import {
  extensionPlatformTransitions,
  extensionStates,
  extensionTransitions,
  refusedExtensionTransitionName,
  type ExtensionCall,
  type ExtensionState,
} from '../extension-lifecycle.ts'
import {
  environmentStates,
  environmentTransitions,
  platformTransitions,
  refusedTransitionName,
  runtimeStates,
  runtimeTransitions,
  type EnvironmentState,
  type RuntimeCall,
  type RuntimeState,
} from '../lifecycle.ts'
import { environmentMoves, environmentWords, extensionWords, runtimeWords, type StateWords } from './machine-words.ts'

/** A transition. `by`: a call makes it, or Lambda does; `rare`: it happens only after something unusual. */
export type MachineEdge<S extends string = string> = {
  from: S
  to: S
  label: string
  by: 'call' | 'lambda'
  meaning: string
  rare?: true
}

/** A transition that most states have: one arrow from nowhere in particular stands for it. */
export type AnywhereEdge<S extends string = string> = { from: readonly S[]; to: S; label: string; meaning: string }

/** A legal call that leaves the state as it is. */
export type Stay<S extends string = string> = { state: S; label: string; meaning: string }

export type Machine<S extends string = string> = {
  states: readonly S[]
  words: Record<S, StateWords>
  edges: MachineEdge<S>[]
  anywhere: AnywhereEdge<S>[]
  stays: Stay<S>[]
}

/** The name by which rows show a call. */
export function callLabel(call: RuntimeCall | ExtensionCall): string {
  const endpoint = (Object.values(endpoints) as Endpoint[]).find((one) => one.call === call)
  return endpoint?.label ?? call
}

type Calls<S extends string, C extends string> = Record<S, Partial<Record<C, { to: S; meaning: string }>>>

/** What calls do: one edge for each two states, and what stays where it is. */
function callEdges<S extends string, C extends RuntimeCall | ExtensionCall>(
  table: Calls<S, C>,
  ownName: Record<C, string>,
): { edges: MachineEdge<S>[]; stays: Stay<S>[] } {
  const edges: MachineEdge<S>[] = []
  const stays: Stay<S>[] = []
  for (const [from, calls] of Object.entries(table) as [S, Calls<S, C>[S]][])
    for (const [call, transition] of Object.entries(calls) as [C, { to: S; meaning: string }][]) {
      const { to, meaning } = transition
      const label = callLabel(call)
      if (to === from) {
        stays.push({ state: from, label, meaning })
        continue
      }
      const same = edges.find((edge) => edge.from === from && edge.to === to)
      if (same === undefined) edges.push({ from, to, label, by: 'call', meaning })
      else {
        // Where two calls do the same, the one that the state is named after labels both.
        if (ownName[call] === to) same.label = label
        same.meaning = `${same.meaning} ${meaning}`
      }
    }
  return { edges, stays }
}

const runtimeLabels: Record<keyof typeof platformTransitions, string> = {
  deliver: 'event',
  bodyRead: '202',
  bodyRefused: 'refused',
  restore: 'restored',
  restart: 'restart',
}

export const runtimeMachine: Machine<RuntimeState> = (() => {
  const { edges, stays } = callEdges(runtimeTransitions, refusedTransitionName)
  const { bodyRefused, restart } = platformTransitions
  const lambda = (name: 'deliver' | 'bodyRead' | 'restore'): MachineEdge<RuntimeState>[] =>
    platformTransitions[name].from.map((from) => ({
      from,
      to: platformTransitions[name].to,
      label: runtimeLabels[name],
      by: 'lambda',
      meaning: platformTransitions[name].meaning,
    }))
  return {
    states: runtimeStates,
    words: runtimeWords,
    edges: [
      ...edges,
      ...lambda('deliver'),
      ...lambda('bodyRead'),
      ...lambda('restore'),
      // The table says of it that only next goes on.
      {
        from: bodyRefused.to,
        to: 'Ready',
        label: callLabel('next'),
        by: 'call',
        meaning: bodyRefused.meaning,
        rare: true,
      },
    ],
    anywhere: [{ from: restart.from, to: restart.to, label: runtimeLabels.restart, meaning: restart.meaning }],
    stays,
  }
})()

const extensionLabels: Record<keyof typeof extensionPlatformTransitions, string> = {
  deliver: 'event',
  exit: 'process ends',
  shutdownFailed: 'killed',
  launchError: 'cannot run',
}

export const extensionMachine: Machine<ExtensionState> = (() => {
  const { edges, stays } = callEdges(extensionTransitions, refusedExtensionTransitionName)
  const { deliver, exit, shutdownFailed, launchError } = extensionPlatformTransitions
  return {
    states: extensionStates,
    words: extensionWords,
    edges: [
      ...edges,
      { from: 'Ready', to: deliver.to, label: extensionLabels.deliver, by: 'lambda', meaning: deliver.meaning },
      {
        from: 'Started',
        to: launchError.to,
        label: extensionLabels.launchError,
        by: 'lambda',
        meaning: launchError.meaning,
        rare: true,
      },
    ],
    anywhere: [
      { from: exit.from, to: exit.to, label: extensionLabels.exit, meaning: exit.meaning },
      {
        from: shutdownFailed.from,
        to: shutdownFailed.to,
        label: extensionLabels.shutdownFailed,
        meaning: shutdownFailed.meaning,
      },
    ],
    stays,
  }
})()

/** A state that more than half of all states lead to is led to from anywhere. */
function isAnywhere(to: EnvironmentState): boolean {
  const from = environmentStates.filter((state) => environmentTransitions[state].to.includes(to))
  return from.length > environmentStates.length / 2
}

export const environmentMachine: Machine<EnvironmentState> = (() => {
  const all = environmentStates.flatMap((from) => environmentTransitions[from].to.map((to) => ({ from, to })))
  return {
    states: environmentStates,
    words: environmentWords,
    edges: all
      .filter(({ to }) => !isAnywhere(to))
      .map(({ from, to }) => {
        const words = environmentMoves[`${from}>${to}`]
        return {
          from,
          to,
          label: words?.label ?? to,
          by: words?.by ?? 'lambda',
          meaning: words?.meaning ?? environmentTransitions[to].meaning,
          ...(words?.rare ? { rare: true as const } : {}),
        }
      }),
    anywhere: environmentStates.filter(isAnywhere).map((to) => ({
      from: all.filter((one) => one.to === to).map(({ from }) => from),
      to,
      label: environmentMoves[`ready>${to}`]?.label ?? to,
      meaning: environmentMoves[`ready>${to}`]?.meaning ?? environmentTransitions[to].meaning,
    })),
    stays: [],
  }
})()

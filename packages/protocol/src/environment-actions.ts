// When an action on an environment makes sense: one set of rules for the server, which refuses, and for the page, which explains.
import type { EnvironmentAction } from './environment.ts'
import { environmentTransitions, type EnvironmentState } from './lifecycle.ts'

/** `serves`: an invocation is under way in it, or waits for its Init; `runs`: its runtime has a process. */
export type EnvironmentCondition = {
  name: string
  attached: boolean
  state: EnvironmentState
  frozen: boolean
  serves: boolean
  runs: boolean
}

/** `code` for programs, `message` for people: what, why, and what to do. */
export type ActionRefusal = { code: string; message: string }

/** Why an action makes no sense in a condition; undefined where it does. */
export function refuseAction(action: EnvironmentAction, condition: EnvironmentCondition): ActionRefusal | undefined {
  const { name, state } = condition
  if (state === 'gone' || state === 'shutdown')
    return { code: 'ending', message: `${name} is being shut down, or is gone. Choose one that is there.` }
  if (condition.attached && action !== 'shut-down')
    return {
      code: 'not-ours',
      message: `The processes of ${name} were started outside of the playground, which leaves them alone. Do this where they were started.`,
    }
  return rules[action](condition)
}

const rules: Record<EnvironmentAction, (condition: EnvironmentCondition) => ActionRefusal | undefined> = {
  kill: (condition) => (condition.runs ? undefined : noProcess(condition)),
  freeze: (condition) => {
    const { name, frozen, runs } = condition
    if (frozen) return { code: 'frozen', message: `${name} is frozen already. Thaw it, or invoke the function.` }
    return runs ? undefined : noProcess(condition)
  },
  thaw: ({ name, state, frozen }) => {
    if (!frozen) return { code: 'not-frozen', message: `${name} is not frozen: there is nothing to thaw.` }
    if (state !== 'snapshot') return undefined
    const message = `${name} is a snapshot, which stays as it is until an invocation restores it. Invoke the function.`
    return { code: 'snapshot', message }
  },
  restart: ({ name, state, serves }) => {
    if (serves) return busy(name, 'restarts')
    if (state !== 'created' && state !== 'init') return undefined
    return { code: 'starting', message: `The Init of ${name} is under way already. Wait until it is done.` }
  },
  'shut-down': ({ name, serves }) => (serves ? busy(name, 'shuts down') : undefined),
}

function noProcess({ name, state }: EnvironmentCondition): ActionRefusal {
  const { meaning } = environmentTransitions[state]
  return { code: 'no-process', message: `The runtime of ${name} has no process now. ${meaning}` }
}

function busy(name: string, what: string): ActionRefusal {
  const message = `${name} serves an invocation, and Lambda ${what} only what serves none. Wait until it is done, or kill the runtime.`
  return { code: 'busy', message }
}

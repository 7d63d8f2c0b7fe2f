// What can be done to an environment; what cannot be done now says why.
import { refuseAction, type EnvironmentAction } from '@playground/protocol'
import type { EnvironmentModel, FunctionModel } from '@playground/protocol/model'
import { Power, RotateCw, Skull, Snowflake, Sun, type LucideIcon } from 'lucide-react'
import { actOn } from '../../control/environments.ts'
import { conditionOf } from '../../model/environment-words.ts'
import { announce } from '../../ui/announce.ts'

type Choice = { name: string; icon: LucideIcon; meaning: string }

const choices: Record<EnvironmentAction, Choice> = {
  kill: {
    name: 'Kill',
    icon: Skull,
    meaning: 'SIGKILL to the runtime and its group, as the kernel does it. The environment sees an ordinary crash.',
  },
  freeze: {
    name: 'Freeze',
    icon: Snowflake,
    meaning: 'SIGSTOP to all of its processes, until they are thawed or the next event needs them. A deadline goes on.',
  },
  thaw: { name: 'Thaw', icon: Sun, meaning: 'SIGCONT: all of its processes go on.' },
  restart: {
    name: 'Restart',
    icon: RotateCw,
    meaning: 'Ends its processes and runs Init again, for nobody. New code is taken.',
  },
  'shut-down': {
    name: 'Shut down',
    icon: Power,
    meaning: 'The whole shutdown: SHUTDOWN to extensions, SIGTERM, and SIGKILL at the end of the budget.',
  },
}

type Props = { fn: FunctionModel; environment: EnvironmentModel; unable: string | undefined }

export function Actions({ fn, environment, unable }: Props) {
  const condition = conditionOf(fn, environment)
  const shown = (['kill', condition.frozen ? 'thaw' : 'freeze', 'restart', 'shut-down'] as const).map((action) => ({
    action,
    why: unable ?? refuseAction(action, condition)?.message,
  }))
  return (
    <div className="env-actions" role="group" aria-label={`What to do to ${environment.name}`}>
      {shown.map(({ action, why }) => {
        const { name, icon: Icon, meaning } = choices[action]
        return (
          // One that cannot be used now can still be reached, and says why.
          <button
            key={action === 'thaw' ? 'freeze' : action}
            type="button"
            className="outline"
            aria-disabled={why !== undefined}
            title={why ?? meaning}
            onClick={() => {
              if (why !== undefined) return announce(why)
              actOn(environment.name, action).catch((problem: unknown) =>
                announce(problem instanceof Error ? problem.message : String(problem)),
              )
            }}
          >
            <Icon size={12} aria-hidden="true" />
            <span>{name}</span>
          </button>
        )
      })}
    </div>
  )
}

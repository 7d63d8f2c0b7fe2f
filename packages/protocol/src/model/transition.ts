// Which machine of an environment an entry moves, and by which transition.
import type { Entry } from '../journal.ts'

/** Something of each machine of an environment; of extensions by their names. */
export type PerMachine<T> = { environment: T; runtime: T; extensions: Record<string, T> }

/** What is kept of the machine that moved, and the transition as `FROM>TO`; new processes begin with nothing. */
export function transitionIn<T>(
  machines: PerMachine<T>,
  { of, event }: Entry,
  nothing: () => T,
): { kept: T; name: string } | undefined {
  switch (event.type) {
    case 'environment.changed':
      return { kept: machines.environment, name: `${event.from}>${event.to}` }
    case 'environment.init-started':
      machines.runtime = nothing()
      machines.extensions = {}
      return undefined
    case 'runtime.changed':
      return { kept: machines.runtime, name: `${event.from}>${event.to}` }
    case 'extension.changed':
      if (of.extension === undefined || event.from === undefined) return undefined
      return { kept: (machines.extensions[of.extension] ??= nothing()), name: `${event.from}>${event.to}` }
    default:
      return undefined
  }
}

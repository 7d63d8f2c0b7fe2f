// Processes of environments that left their parents, found without a look at everything that runs.
import { carries, marksIn } from './mark.ts'
import { childrenOfThread, startVariablesOf, statOf } from './proc.ts'

/**
 * A process whose parent ended becomes the child of the nearest ancestor that takes such, which is one of this server's own
 * ancestors, or the server where it is the first process of a container. So a few lists of children name every stray of all
 * environments, and each name that is new on them is asked once for its variables, however many environments look.
 */
export class Strays {
  readonly #takers = lineOf(process.pid)
  readonly #variablesOf: (pid: number) => string
  /** Everybody on those lists at the last look, and the variables that may name an environment. */
  #seen = new Map<number, string>()

  constructor(variablesOf: (pid: number) => string = startVariablesOf) {
    this.#variablesOf = variablesOf
  }

  /** Those of the environment in a folder that are there now; also children that this server started itself for it. */
  look(folder: string): number[] {
    const before = this.#seen
    this.#seen = new Map(
      this.#takers
        .flatMap((pid) => childrenOfThread(pid))
        .map((pid) => [pid, before.get(pid) ?? marksIn(this.#variablesOf(pid))]),
    )
    return [...this.#seen].filter(([, marks]) => carries(marks, folder)).map(([pid]) => pid)
  }
}

/** A process and its ancestors, as far as they can be seen. */
function lineOf(pid: number): number[] {
  const line: number[] = []
  for (let next = statOf(pid); next !== undefined && line.length < 100; next = statOf(next.parent)) line.push(next.pid)
  return line
}

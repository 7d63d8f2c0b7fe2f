// Processes of environments that left their parents, found without a look at everything that runs.
import { carries } from './mark.ts'
import { childrenOfThread, startVariablesOf, statOf } from './proc.ts'

/**
 * A process whose parent ended becomes the child of the nearest ancestor that takes such, which is one of this server's own
 * ancestors, or the server where it is the first process of a container. So a few lists of children name every stray of an
 * environment, and each name that is new on them is asked once for its variables.
 */
export class Strays {
  readonly #folder: string
  readonly #takers = lineOf(process.pid)
  /** Everybody on those lists at the last look, and whether it is of this environment. */
  #seen = new Map<number, boolean>()

  /** `folder`: the environment's. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** Those that are there now; also children that this server started itself, where they carry the mark. */
  look(): number[] {
    const before = this.#seen
    this.#seen = new Map(
      this.#takers
        .flatMap((pid) => childrenOfThread(pid))
        .map((pid) => [pid, before.get(pid) ?? carries(startVariablesOf(pid), this.#folder)]),
    )
    return [...this.#seen].filter(([, own]) => own).map(([pid]) => pid)
  }
}

/** A process and its ancestors, as far as they can be seen. */
function lineOf(pid: number): number[] {
  const line: number[] = []
  for (let next = statOf(pid); next !== undefined && line.length < 100; next = statOf(next.parent)) line.push(next.pid)
  return line
}

// Which processes an environment has, told when they are others than before.
import { listedProcessLimit, type EventOf } from '@playground/protocol'
import type { Seen } from './sample.ts'

export class Listing {
  #marks = ''

  /** The entry of what was seen, where it is new; the commands are asked for only then. `frozen`: all of them are stopped. */
  changed(seen: readonly Seen[], frozen: boolean): EventOf<'process.listed'> | undefined {
    // What runs one moment and sleeps the next is the same; one that was stopped is not.
    const marks = seen.map(({ mark, state }) => (!frozen && state === 'stopped' ? `${mark} stopped` : mark)).join('\n')
    if (marks === this.#marks) return undefined
    this.#marks = marks
    return {
      type: 'process.listed',
      processes: seen.slice(0, listedProcessLimit).map(({ pid, parent, state, memoryMb, command }) => ({
        pid,
        parent,
        command: command(),
        ...(frozen ? {} : { state }),
        memoryMb,
      })),
      leftOut: Math.max(0, seen.length - listedProcessLimit),
    }
  }
}

// Opens the places of environments, and ends everything that was started in them for good.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { ProcessHost } from '../environment/ports.ts'
import type { Recorder } from '../recorder/record.ts'
import { Home } from './home.ts'
import { Leftovers } from './leftovers.ts'
import { RealPaths } from './real-paths.ts'
import { Strays } from './strays.ts'

export type ProcessHostOptions = {
  recorder: Recorder
  clock: Clock
  dataFolder: string
  /** Where the runtimes that ship are. */
  runtimesFolder: string
  /** The values of a function's own variables. */
  variablesOf: (definition: FunctionDefinition) => Record<string, string>
}

export type RealProcessHost = ProcessHost & {
  /** Ends what a server that was killed left behind; returns how many processes. */
  sweep(): Promise<number>
  /** Ends every process that is still there. */
  close(): Promise<void>
}

export function createProcessHost(options: ProcessHostOptions): RealProcessHost {
  const leftovers = new Leftovers(options.dataFolder)
  const folders = join(options.dataFolder, 'environments')
  const realPaths = new RealPaths(join(folders, 'real-paths'), options.runtimesFolder)
  const strays = process.platform === 'linux' ? new Strays() : undefined
  const homes = new Set<Home>()
  let made = 0
  return {
    open(of, definition, events) {
      made += 1
      const home: Home = new Home({
        ...options,
        leftovers,
        realPaths,
        strays,
        folder: join(folders, String(made)),
        of,
        memoryMb: definition.memoryMb,
        events,
        closed: () => homes.delete(home),
      })
      homes.add(home)
      return home
    },
    async sweep() {
      const ended = await leftovers.sweep()
      rmSync(folders, { recursive: true, force: true })
      return ended
    },
    async close() {
      await Promise.all([...homes].map((home) => home.close('the playground was stopped')))
    },
  }
}

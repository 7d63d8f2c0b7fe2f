// Starts the processes of environments, watches them, and ends them for good.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { ProcessHost, RuntimeEvents, RuntimeProcess, RuntimeStart } from '../environment/ports.ts'
import type { Recorder } from '../recorder/record.ts'
import { Leftovers } from './leftovers.ts'
import { HostedProcess } from './hosted-process.ts'

export type ProcessHostOptions = {
  recorder: Recorder
  clock: Clock
  dataFolder: string
  /** Where the runtimes that ship are. */
  runtimesFolder: string
  /** The values of a function's own variables. */
  variablesOf: (name: string) => Record<string, string>
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
  const running = new Set<HostedProcess>()
  let made = 0
  return {
    start(start: RuntimeStart, events: RuntimeEvents): RuntimeProcess {
      made += 1
      const folder = join(folders, String(made))
      mkdirSync(join(folder, 'home'), { recursive: true, mode: 0o700 })
      mkdirSync(join(folder, 'tmp'), { mode: 0o700 })
      const hosted: HostedProcess = new HostedProcess(options, leftovers, folder, start, events, () =>
        running.delete(hosted),
      )
      running.add(hosted)
      return hosted
    },
    async sweep() {
      const ended = await leftovers.sweep()
      rmSync(folders, { recursive: true, force: true })
      return ended
    },
    async close() {
      await Promise.all([...running].map((hosted) => hosted.terminate('the playground was stopped', 0)))
    },
  }
}

// A home with real processes for one test: what they did is told by promises, and nothing of them may be left after it.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defaultExecution } from '@playground/protocol'
import type { Belongs, EventOf, EventType, Execution, FunctionDefinition, JournalEvent } from '@playground/protocol'
import { definitionOf } from '@playground/protocol/fixtures'
import { expect, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { recorderOf } from '../recorder/recorder.fixture.ts'
import type { Exit, ProcessStart, Program, StartFailure } from '../environment/ports.ts'
import { startTimeOf } from '../process-start.ts'
import { resolvable } from '../resolvable.fixture.ts'
import { temporaryFolder } from '../temporary.fixture.ts'
import { createProcessHost } from './process-host.ts'

export const runtimesFolder = join(import.meta.dirname, '..', '..', 'runtimes')
/** What runs Node.js functions. */
export const nodejsRuntime = {
  words: [process.execPath, join(runtimesFolder, 'nodejs', 'bootstrap.mjs')],
  client: { name: 'Node.js runtime of the playground', by: 'playground' as const },
  toolchain: `Node.js ${process.versions.node}`,
}
export const onLinux = process.platform === 'linux'

export type HomeOptions = {
  /** Files of the function's folder, by their path; those that begin with `#!` can be executed. */
  files?: Record<string, string>
  /** The same of each layer. */
  layers?: Record<string, string>[]
  settings?: Partial<FunctionDefinition>
  execution?: Partial<Execution>
  variables?: Record<string, string>
  runtimesFolder?: string
}

export type StartOptions = Partial<Pick<ProcessStart, 'initializationType' | 'credentials'>> & { program?: Program }

export function homeOf(options: HomeOptions = {}) {
  const folder = temporaryFolder()
  const task = join(folder, 'task')
  writeFiles(task, options.files ?? {})
  const layers = (options.layers ?? []).map((files, index) => {
    const layer = join(folder, `layer-${index + 1}`)
    writeFiles(layer, files)
    return layer
  })
  const definition = definitionOf('f', {
    folder: task,
    execution: { ...defaultExecution, layers, ...options.execution },
    ...options.settings,
  })
  const dataFolder = join(folder, 'data')
  const entries: { of: Belongs; event: JournalEvent }[] = []
  const masked: string[] = []
  let counted = 0
  const host = createProcessHost({
    recorder: recorderOf({
      record: (of, event) => entries.push({ of, event }),
      mask: (name) => masked.push(name),
      count: () => (counted += 1),
    }),
    clock: systemClock,
    dataFolder,
    runtimesFolder: options.runtimesFolder ?? runtimesFolder,
    variablesOf: () => options.variables ?? {},
  })
  let outOfMemory = 0
  const home = host.open({ function: 'f', environment: 'f/1' }, definition, {
    outOfMemory() {
      outOfMemory += 1
      void home.clear('memory limit')
    },
    invocation: () => ({ invocation: 'i' }),
  })
  onTestFinished(async () => {
    await host.close()
    expect(markedWith(dataFolder)).toEqual([])
    expect(namesIn(join(dataFolder, 'processes'))).toEqual([])
    expect(namesIn(join(dataFolder, 'environments'))).toEqual([])
  })

  const start = ({ program = { kind: 'runtime' }, ...more }: StartOptions = {}) => {
    const lines: string[] = []
    const waiting: { start: string; resolve: (line: string) => void }[] = []
    const exited = resolvable<Exit>()
    const failed = resolvable<StartFailure>()
    const extension = program.kind === 'extension' ? { extension: program.name } : {}
    const started = home.start(
      {
        program,
        definition,
        of: { function: 'f', environment: 'f/1', incarnation: 1, ...extension },
        runtimeApi: '127.0.0.1:1',
        logStream: '2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef',
        initializationType: 'on-demand',
        ...more,
      },
      {
        exited: exited.resolve,
        failed: failed.resolve,
        printed(line) {
          lines.push(line)
          for (const one of waiting) if (line.startsWith(one.start)) one.resolve(line.slice(one.start.length))
        },
      },
    )
    return {
      started,
      lines,
      exited: exited.promise,
      failed: failed.promise,
      /** The rest of the first line that begins so, once it is there. */
      line(start: string): Promise<string> {
        const found = lines.find((one) => one.startsWith(start))
        if (found !== undefined) return Promise.resolve(found.slice(start.length))
        return new Promise((resolve) => waiting.push({ start, resolve }))
      },
      /** What lines of `NAME value` say, by name. */
      said: () => Object.fromEntries(lines.map((line) => [line.split(' ', 1)[0]!, line.slice(line.indexOf(' ') + 1)])),
    }
  }

  return {
    folder,
    task,
    layers,
    dataFolder,
    definition,
    host,
    home,
    start,
    entries,
    masked,
    outOfMemory: () => outOfMemory,
    events: <T extends EventType>(type: T): EventOf<T>[] =>
      entries.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type),
  }
}

export function writeFiles(folder: string, files: Record<string, string>): void {
  mkdirSync(folder, { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    if (text.startsWith('#!')) chmodSync(file, 0o755)
  }
}

export const alive = (pid: string | number): boolean => startTimeOf(Number(pid)) !== undefined

/** Linux: processes that were started for an environment below that folder. */
export function markedWith(dataFolder: string): number[] {
  if (!onLinux) return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && alive(pid) && variablesOf(pid).includes(`${dataFolder}/env`))
}

/** Comes true, at the latest at the end of the test's time. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

export const sizeOf = (file: string): number => (existsSync(file) ? readFileSync(file).length : 0)

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])

function variablesOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    return ''
  }
}

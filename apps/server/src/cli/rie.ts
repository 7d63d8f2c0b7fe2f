// `rie`: runs a command as a Lambda runtime in place of the official emulator, until it is told to stop.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartProblem, type Serve, type Served } from '../config.ts'
import { commandFunction } from '../emulator/command-function.ts'
import { debugTo, logTo } from '../emulator/log.ts'
import type { EmulatorOptions } from '../emulator/emulator-options.ts'
import { rieHelp } from './help.ts'
import { parseRieOptions, type LogLevel, type RieOptions } from './rie-options.ts'
import { stopSignal } from './stop-signal.ts'

/** The official emulator's exit codes: a command line or a variable that is not right, and an address that cannot be had. */
const [badInput, noAddress] = [1, 2]
/** The longest that an invocation may last on Lambda, milliseconds: whoever waits longer for its turn is refused. */
const turnMs = 15 * 60_000

const levels: LogLevel[] = ['error', 'warn', 'info', 'debug']
const toStdout = (text: string) => void process.stdout.write(text)
const toStderr = (text: string) => void process.stderr.write(text)

/** Resolves with the exit code once everything is taken down. */
export async function rie(args: string[], serve: Serve): Promise<number> {
  // From here on: the first process of a container gets no signal that it does not wait for.
  const signal = stopSignal()
  // Whoever read the log is gone: callers are served all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const options = parseRieOptions(args, process.env)
  if ('help' in options) {
    toStdout(rieHelp)
    return 0
  }
  if ('problem' in options) return refuse(options.problem, badInput)
  const tell = (level: LogLevel, line: string) => {
    if (levels.indexOf(level) <= levels.indexOf(options.logLevel)) toStderr(`${line}\n`)
  }
  for (const flag of options.unknown) tell('warn', `There is no flag ${flag}; it is ignored.`)

  let emulator: EmulatorOptions
  try {
    emulator = emulatorOf(options)
  } catch (problem) {
    if (!(problem instanceof StartProblem)) throw problem
    return refuse(problem.message, badInput)
  }
  const kept = options.dataFolder !== undefined
  const dataFolder = options.dataFolder ?? temporaryFolder()
  if (dataFolder === undefined)
    return refuse(`No folder can be made in ${tmpdir()}. Give one that can be written with --data-dir DIR.`, noAddress)
  try {
    const served = await serve({
      port: options.page?.port,
      orAnyPort: options.page?.orAnyPort === true,
      runtimeApiPort: 0,
      functionUrlPort: 0,
      apiPort: 0,
      host: '127.0.0.1',
      dataFolder,
      allowHosts: [],
      allowOrigins: [],
      token: undefined,
      folders: [],
      emulator,
    })
    announce(served, emulator, tell)
    const name = await signal
    tell('info', `Told to stop by ${name}.`)
    await served.close(`the emulator was stopped by ${name}`)
    return 0
  } catch (problem) {
    if (!(problem instanceof StartProblem)) throw problem
    return refuse(problem.message, noAddress)
  } finally {
    if (!kept) rmSync(dataFolder, { recursive: true, force: true })
  }
}

function emulatorOf({ words, concurrency, initCaching, runtimeApi, invoke, logLevel }: RieOptions): EmulatorOptions {
  const log = logTo(toStdout)
  const debug = logLevel === 'debug' ? debugTo(toStderr) : undefined
  return {
    function: commandFunction({
      words,
      folder: process.cwd(),
      variables: process.env,
      concurrency: concurrency ?? 1,
      initCaching,
    }),
    invoke,
    runtimeApi,
    turnMs: concurrency === undefined ? turnMs : undefined,
    log: (of, at, event) => {
      log(of, at, event)
      debug?.(of, at, event)
    },
  }
}

function temporaryFolder(): string | undefined {
  try {
    return mkdtempSync(join(tmpdir(), 'lambda-playground-'))
  } catch {
    return undefined
  }
}

function announce(served: Served, emulator: EmulatorOptions, tell: (level: LogLevel, line: string) => void): void {
  const { command, handler } = emulator.function.definition
  tell('info', `Runs ${command!.words.join(' ')} in ${command!.folder}${handler ? `, handler ${handler}` : ''}.`)
  tell('info', `Callers: http://${served.invokeAddress}/2015-03-31/functions/function/invocations`)
  if (served.address !== '') tell('info', `Page: ${served.address}`)
}

function refuse(line: string, code: number): number {
  toStderr(`${line}\n`)
  return code
}

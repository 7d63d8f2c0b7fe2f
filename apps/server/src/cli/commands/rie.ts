// `rie`: runs a command as a Lambda runtime in place of the official emulator, until it is told to stop.
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { byItself, StartProblem, type Serve, type Served } from '../../config.ts'
import { commandFunction } from '../../emulator/command-function.ts'
import { debugTo, logTo } from '../../emulator/log.ts'
import type { EmulatorOptions } from '../../emulator/emulator-options.ts'
import type { Command } from '../command.ts'
import { examplesOf, optionsOf } from '../help.ts'
import { parseRieOptions, rieOptions, type LogLevel, type RieOptions } from '../rie-options.ts'
import { stopSignal } from '../stop-signal.ts'
import type { Paint, Terminal } from '../terminal.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** The official emulator's exit codes: a command line or a variable that is not right, and an address that cannot be had. */
const [badInput, noAddress] = [1, 2]
/** The longest that an invocation may last on Lambda, milliseconds: whoever waits longer for its turn is refused. */
const turnMs = 15 * 60_000

const levels: LogLevel[] = ['error', 'warn', 'info', 'debug']
export const rieCommand: Command = {
  name: 'rie',
  summary: 'run a command as a Lambda runtime in place of aws-lambda-rie, and take calls over HTTP',
  usage: '[options] COMMAND...',
  options: rieOptions,
  words: 'file',
  examples: [
    'lambda-playground rie ./bootstrap',
    'lambda-playground rie --log-level debug python -m awslambdaric app.handler',
    "curl -XPOST http://localhost:8080/2015-03-31/functions/function/invocations -d '{}'",
    'aws lambda invoke --endpoint-url http://localhost:8080 --function-name function out.json',
  ],
  readsItself: true,
  run: (args, { serve, terminal }) => rie(args, serve, terminal),
}

/** Resolves with the exit code once everything is taken down. */
async function rie(args: readonly string[], serve: Serve, { out, err }: Terminal): Promise<number> {
  // From here on: the first process of a container gets no signal that it does not wait for.
  const signal = stopSignal()
  const options = parseRieOptions(args, process.env)
  if ('help' in options) {
    out.write(help(out.paint))
    return 0
  }
  const refuse = (line: string, code: number) => {
    err.write(`${line}\n`)
    return code
  }
  if ('problem' in options) return refuse(options.problem, badInput)
  const tell = (level: LogLevel, line: string) => {
    if (levels.indexOf(level) <= levels.indexOf(options.logLevel)) err.write(`${line}\n`)
  }
  for (const flag of options.unknown) tell('warn', `There is no flag ${flag}; it is ignored.`)

  let emulator: EmulatorOptions
  try {
    emulator = emulatorOf(options, { out, err })
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
      ...byItself,
      port: options.page?.port,
      orAnyPort: options.page?.orAnyPort === true,
      dataFolder,
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

function emulatorOf(
  { words, concurrency, initCaching, runtimeApi, invoke, logLevel }: RieOptions,
  { out, err }: Terminal,
): EmulatorOptions {
  const log = logTo(out.write)
  const debug = logLevel === 'debug' ? debugTo(err.write) : undefined
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

function announce(served: Served, emulator: EmulatorOptions, tell: (level: LogLevel, line: string) => void): void {
  const { command, handler } = emulator.function.definition
  tell('info', `Runs ${command!.words.join(' ')} in ${command!.folder}${handler ? `, handler ${handler}` : ''}.`)
  tell('info', `Callers: http://${served.invokeAddress}/2015-03-31/functions/function/invocations`)
  if (served.address !== '') tell('info', `Page: ${served.address}`)
}

function help(paint: Paint): string {
  return `Lambda Runtime Playground in place of aws-lambda-rie: runs a command as a Lambda runtime, and takes calls over HTTP.

${paint('bold', 'Usage:')}
  lambda-playground rie ${rieCommand.usage}

COMMAND starts the runtime, with this process's variables and working directory; its last word is the handler, unless
_HANDLER or AWS_LAMBDA_FUNCTION_HANDLER says otherwise. Without one: /var/task/bootstrap, /opt/bootstrap or /var/runtime/bootstrap.

${optionsOf(rieCommand.options, paint)}  -h, --help                    this text
  --                            what follows is the command, whatever it looks like

Variables: AWS_LAMBDA_FUNCTION_TIMEOUT (300), AWS_LAMBDA_FUNCTION_NAME (test_function), AWS_LAMBDA_FUNCTION_VERSION,
AWS_LAMBDA_FUNCTION_MEMORY_SIZE (3008), AWS_LAMBDA_MAX_CONCURRENCY (several invocations at one time in one environment).

${examplesOf(rieCommand.examples, paint)}`
}

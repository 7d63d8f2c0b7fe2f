// `start`: serves until it is told to stop.
import { StartProblem, type Serve, type Served } from '../config.ts'
import { canOpen, openBrowser } from './open-browser.ts'
import type { StartOptions } from './options.ts'
import { stopSignal } from './stop-signal.ts'

/** Resolves with the exit code once everything is taken down. */
export async function start(options: StartOptions, serve: Serve): Promise<number> {
  let served: Served
  try {
    served = await serve(options)
  } catch (problem) {
    if (!(problem instanceof StartProblem)) throw problem
    process.stderr.write(`${problem.message}\n`)
    return 1
  }
  process.stdout.write(`Lambda Runtime Playground   ${served.address}\n`)
  process.stdout.write(`  functions                 ${served.functions.join(', ')}\n`)
  process.stdout.write(`  attach your own runtime   AWS_LAMBDA_RUNTIME_API=${served.attachAddress}/NAME ./bootstrap\n`)
  process.stdout.write(`  function URLs             http://${served.functionUrlAddress}/NAME/\n`)
  if (served.hasRoutes) process.stdout.write(`  HTTP APIs                 http://${served.apiAddress}/\n`)
  process.stdout.write('  stop                      Ctrl+C\n')
  if (options.open && canOpen(process.env, process.platform)) openBrowser(served.address, process.env, process.platform)
  const signal = await stopSignal()
  await served.close(`the playground was stopped by ${signal}`)
  return 0
}

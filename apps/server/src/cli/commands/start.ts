// `start`: serves until it is told to stop.
import { rmSync } from 'node:fs'
import { StartProblem, type Served, type ServeOptions } from '../../config.ts'
import { exits, UsageProblem, type Command, type Values } from '../command.ts'
import { projectHere } from '../at-hand.ts'
import { defineCommand } from '../define-command.ts'
import { defaultDataFolder } from '../../persistence/data-folder.ts'
import { canOpen, openBrowser } from '../open-browser.ts'
import { portsOf } from '../ports.ts'
import { givenValues, projectOptions } from '../project-options.ts'
import { stopSignal } from '../stop-signal.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const options = {
  port: { type: 'string', value: 'N', help: 'the page and the Lambda service API (9000; 0: any free port)' },
  'runtime-api-port': {
    type: 'string',
    value: 'N',
    help: 'runtimes that you start yourself (9001; 0: any free port)',
  },
  'function-url-port': {
    type: 'string',
    value: 'N',
    help: 'function URLs: http://127.0.0.1:9002/NAME/ and\nhttp://NAME.localhost:9002/ (9002; 0: any free port)',
  },
  'api-port': {
    type: 'string',
    value: 'N',
    help: 'HTTP routes of functions, as an API or a load balancer in front of\nthem (9003; 0: any free port)',
  },
  'data-dir': {
    type: 'string',
    value: 'DIR',
    help: 'where sessions and edited examples are kept',
    complete: 'folder',
  },
  temporary: { type: 'boolean', help: 'keep nothing: a data directory for this run alone' },
  ...projectOptions,
  'no-open': { type: 'boolean', help: 'do not open the browser' },
  quiet: { type: 'boolean', short: 'q', help: 'print the address alone' },
  host: { type: 'string', value: 'ADDRESS', help: 'the address to listen on (127.0.0.1); any other asks for a token' },
  token: { type: 'string', value: 'TOKEN', help: 'the token to ask for' },
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'another name by which the playground may be reached',
  },
  'allow-origin': {
    type: 'string',
    multiple: true,
    value: 'ORIGIN',
    help: 'a web page that may call the Lambda service API, function URLs and routes',
  },
  'runtime-api-host': {
    type: 'string',
    value: 'ADDRESS',
    help: 'the address to listen on for runtimes, such as in containers (127.0.0.1)',
  },
  'function-url-host': {
    type: 'string',
    value: 'ADDRESS',
    help: 'the address to listen on for function URLs and HTTP routes (127.0.0.1)',
  },
  'json-ready': {
    type: 'boolean',
    help: 'print one line of JSON once it serves, and nothing else: address, port,\ntoken, runtimeApiAddress, functionUrlAddress, apiAddress, functions',
    under: 'For programs that start it',
  },
  'until-stdin-ends': {
    type: 'boolean',
    help: 'stop as soon as standard input ends, and so with whoever holds it',
    under: 'For programs that start it',
  },
} as const

export const startCommand: Command = defineCommand({
  name: 'start',
  summary: 'serve the page, the Lambda service API and the Runtime API until Ctrl+C',
  usage: '[options] [FOLDER...]',
  about: [
    'FOLDER holds a function (a bootstrap, or a handler, and a function.json if it needs settings), or a project.\nWithout one it is the current directory, where that is a project. Two functions, hello-bash and hello-node, are always there.',
  ],
  options,
  words: 'folder',
  examples: [
    'lambda-playground start',
    'lambda-playground start ./my-function',
    'lambda-playground start --port 0 --no-open',
    'AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001/mine ./bootstrap',
    'aws lambda invoke --endpoint-url http://127.0.0.1:9000 --function-name hello-bash out.json',
  ],
  async run({ values, words }, { serve, terminal, variables, platform }) {
    const given = serveOptionsOf(values, words)
    // From here on: who stops it while it starts stops it in order, too.
    const stopped = Promise.race([stopSignal(), ...(values['until-stdin-ends'] ? [endOfInput()] : [])])
    const temporary = values.temporary === true ? temporaryFolder() : undefined
    try {
      const dataFolder = temporary ?? given.dataFolder
      // Who gives none stands in his project; a program says what it wants.
      const here =
        given.folders.length > 0 || values['json-ready']
          ? undefined
          : await projectHere(dataFolder ?? defaultDataFolder(variables, platform))
      const folders = here === undefined ? given.folders : [here]
      const tell = values.quiet || values['json-ready'] ? undefined : (line: string) => terminal.err.write(`${line}\n`)
      const served = await serve({ ...given, folders, dataFolder, tell })
      terminal.out.write(
        values['json-ready'] ? jsonOf(served) : values.quiet ? `${served.address}\n` : introduction(served),
      )
      if (!values['no-open'] && !values['json-ready'] && canOpen(variables, platform))
        openBrowser(served.address, variables, platform)
      if (!values.quiet && !values['json-ready'])
        for (const { file, line, message } of served.projects.flatMap(({ unsupported }) => unsupported))
          terminal.err.write(
            `${terminal.err.paint('dim', `${file}${line === undefined ? '' : `:${line}`}: ${message}`)}\n`,
          )
      const why = await stopped
      await served.close(`the playground was stopped by ${why}`)
      return exits.ok
    } catch (problem) {
      if (!(problem instanceof StartProblem)) throw problem
      terminal.err.write(`${problem.message}\n`)
      return 1
    } finally {
      if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true })
    }
  },
})

/** Throws a UsageProblem. */
export function serveOptionsOf(values: Values<typeof options>, folders: string[]): ServeOptions {
  const ports = portsOf({
    port: values.port ?? '9000',
    'runtime-api-port': values['runtime-api-port'] ?? '9001',
    'function-url-port': values['function-url-port'] ?? '9002',
    'api-port': values['api-port'] ?? '9003',
  })
  if (values.temporary === true && values['data-dir'] !== undefined)
    throw new UsageProblem('--temporary and --data-dir do not go together. Give one of them.')
  if (values.token !== undefined && !/^[\w-]{16,}$/.test(values.token))
    throw new UsageProblem('--token needs 16 or more letters, digits, hyphens or underscores.')
  return {
    port: ports.port,
    runtimeApiPort: ports['runtime-api-port'],
    functionUrlPort: ports['function-url-port'],
    apiPort: ports['api-port'],
    runtimeApiHost: values['runtime-api-host'],
    functionUrlHost: values['function-url-host'],
    host: values.host ?? '127.0.0.1',
    dataFolder: values['data-dir'],
    allowHosts: values['allow-host'] ?? [],
    allowOrigins: values['allow-origin'] ?? [],
    token: values.token,
    folders: [...folders, ...(values.template === undefined ? [] : [values.template])],
    ...givenValues(values),
  }
}

function introduction(served: Served): string {
  const lines: (readonly [string, string])[] = [
    ['Lambda Runtime Playground', served.address],
    ['  functions', served.functions.join(', ')],
    ...served.projects.map(({ file }) => ['  project', file] as const),
    ['  attach your own runtime', `AWS_LAMBDA_RUNTIME_API=${served.attachAddress}/NAME ./bootstrap`],
    ['  function URLs', `http://${served.functionUrlAddress}/NAME/`],
    ...(served.hasRoutes ? [['  HTTP APIs', `http://${served.apiAddress}/`] as const] : []),
    ['  stop', 'Ctrl+C'],
  ]
  return lines.map(([what, where]) => `${what.padEnd(28)}${where}\n`).join('')
}

function jsonOf({ address, attachAddress, functionUrlAddress, apiAddress, functions }: Served): string {
  const { origin, port, searchParams } = new URL(address)
  const token = searchParams.get('token')
  return `${JSON.stringify({
    address: origin,
    port: Number(port),
    ...(token === null ? {} : { token }),
    runtimeApiAddress: attachAddress,
    functionUrlAddress,
    apiAddress,
    functions,
  })}\n`
}

/** Resolves with what is said of it in the journal. */
function endOfInput(): Promise<string> {
  return new Promise((resolve) => {
    const ended = () => resolve('the end of its input')
    process.stdin.on('end', ended).on('error', ended).on('close', ended).resume()
  })
}

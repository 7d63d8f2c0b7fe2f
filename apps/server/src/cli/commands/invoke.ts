// `invoke`: runs a function once or many times, and writes its result alone to standard output.
import { createWriteStream, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Entry } from '@playground/protocol'
import { PlaygroundProblem } from '../../client/connection.ts'
import type { Report } from '../../client/api.ts'
import { saveJournal } from '../../client/save-journal.ts'
import { Watching } from '../../client/watching.ts'
import { StartProblem } from '../../config.ts'
import { logTo } from '../../emulator/log.ts'
import { exits, UsageProblem, type Command, type Context } from '../command.ts'
import { defineCommand } from '../define-command.ts'
import { drawConversation } from '../draw-conversation.ts'
import { findPlayground, type Found } from '../find-playground.ts'
import { buildText } from '../build-text.ts'
import { invokeOptions, invokePlanOf, type InvokePlan, type InvokeValues } from '../invoke-plan.ts'
import { runCalls } from '../run-calls.ts'
import { stopSignal } from '../stop-signal.ts'

export const invokeCommand: Command = defineCommand({
  name: 'invoke',
  summary: 'run a function, and print its result',
  usage: '[options] [NAME]',
  about: [
    'NAME is a function of the current directory, of --folder or --template, of a playground that runs, or an example;\nit may be left out where there is one alone. The playground that runs is asked where it has NAME, and the current\ndirectory has no other function of that name; else one is started for this, which leaves nothing behind.',
    'Standard output has the result alone; the log and all else go to standard error.\nExit codes: 0; 1 the function failed; 2 a wrong command line; 3 Lambda, or the playground, could not do it; 130 Ctrl+C.',
  ],
  options: invokeOptions,
  words: [],
  examples: [
    'lambda-playground invoke hello-node --no-event',
    'echo \'{"name":"Ada"}\' | lambda-playground invoke hello-node -e - --sequence',
    'lambda-playground invoke orders --folder ./orders --count 20 --concurrency 5 --json',
    'lambda-playground invoke Hello -t template.yaml --env-vars env.json --cold --count 3',
  ],
  async run({ values, words }, context) {
    const plan = await invokePlanOf(values, words, context.folder, process.stdin)
    return invoke(plan, values, context)
  },
})

async function invoke(plan: InvokePlan, values: InvokeValues, context: Context): Promise<number> {
  const { err } = context.terminal
  let stopped: NodeJS.Signals | undefined
  let found: Found | undefined
  void stopSignal().then((signal) => {
    stopped = signal
    // Whatever is waited for ends with its connection.
    found?.connection.close()
  })
  const code = (otherwise: number) =>
    stopped === undefined ? otherwise : stopped === 'SIGINT' ? exits.interrupted : exits.terminated
  try {
    found = await findPlayground(plan.wanted, context)
    if (stopped !== undefined) return code(exits.ok)
    if (!values.quiet) err.write(`${err.paint('dim', `lambda-playground ${found.which}`)}\n`)
    return code(await invokeIn(found, plan, values, context))
  } catch (problem) {
    if (stopped !== undefined) return code(exits.ok)
    if (!(problem instanceof PlaygroundProblem || problem instanceof StartProblem)) throw problem
    err.write(`${err.paint('red', problem.message)}\n`)
    return exits.platform
  } finally {
    await found?.close(stopped === undefined ? 'the invocation is over' : `it was stopped by ${stopped}`)
  }
}

async function invokeIn(found: Found, plan: InvokePlan, values: InvokeValues, context: Context): Promise<number> {
  const { out, err } = context.terminal
  const { name, connection } = found
  const log = await openLog(values, context)
  const ids = new Set<string>()
  const others = (entry: Entry) =>
    entry.of.function !== name || (entry.of.invocation !== undefined && !ids.has(entry.of.invocation.split('/')[0]!))
  const write = logTo(log.write)
  const watching = await Watching.begin(connection, (entry) => {
    if (others(entry)) return
    write(entry.of, entry.at, entry.event)
    const text = buildText(entry.event)
    if (text !== undefined) log.write(`${text}\n`)
  })
  if (found.own && !values.quiet) for (const note of found.definition.notes) err.write(`${err.paint('dim', note)}\n`)
  let ended = true
  const reports = await runCalls(plan, {
    found,
    watching,
    asked: (id) => ids.add(id),
    piece(bytes) {
      if (values.json) return
      out.write(bytes)
      ended = bytes.at(-1) === 10
    },
    answered(reply) {
      if (values.json || plan.type === 'Event') return
      if (!plan.stream && reply.refused === undefined) {
        out.write(reply.payload)
        ended = reply.payload.at(-1) === 10
      }
      if (!ended) out.write('\n')
      ended = true
    },
  }).finally(log.close)
  const fn = watching.functionOf(name)
  const width = err.width
  if (values.sequence && fn !== undefined)
    err.write(drawConversation(fn, { width, paint: err.paint, of: attemptsOf(ids, fn.order) }))
  if (values.journal !== undefined) await keepJournal(found, resolve(context.folder, values.journal))
  if (values.json)
    out.write(
      `${JSON.stringify({ function: name, playground: found.own ? 'own' : 'running', results: reports }, undefined, 2)}\n`,
    )
  else for (const line of new Set(reports.flatMap(problemOf))) err.write(`${err.paint('red', line)}\n`)
  return Math.max(...reports.map(codeOf))
}

function attemptsOf(ids: ReadonlySet<string>, order: readonly string[]): Set<string> {
  return new Set(order.filter((id) => ids.has(id.split('/')[0]!)))
}

/** Outcomes that are no doing of the function's. */
const ofPlatform = new Set<Report['outcome']>(['throttled', 'unattached', 'stopped'])

export function codeOf({ refused, functionError, outcome, errorType, event }: Report): number {
  if (refused !== undefined || ofPlatform.has(outcome) || errorType === 'Runtime.InvalidEntrypoint')
    return exits.platform
  return functionError === undefined && (event?.how ?? 'succeeded') === 'succeeded' ? exits.ok : exits.functionError
}

/** Of a call that has no result, or one that Lambda made in place of the function. */
function problemOf({ refused, status, help }: Report): string[] {
  if (refused !== undefined)
    return [
      `${status} ${refused.type}: ${refused.message}${help === undefined || refused.message.includes(help) ? '' : ` ${help}`}`,
    ]
  return help === undefined ? [] : [help]
}

async function openLog({ quiet, 'log-file': file }: InvokeValues, { terminal: { err }, folder }: Context) {
  if (file === undefined)
    return { write: (text: string) => (quiet ? undefined : err.write(text)), close: async () => {} }
  const stream: WriteStream = createWriteStream(resolve(folder, file), { flags: 'a' })
  try {
    await once(stream, 'open')
  } catch (problem) {
    throw new UsageProblem(`--log-file ${file} cannot be written (${(problem as Error).message}).`)
  }
  return {
    write: (text: string) => void stream.write(text),
    close: () => new Promise<void>((closed) => stream.end(() => closed())),
  }
}

async function keepJournal({ connection }: Found, file: string): Promise<void> {
  try {
    await saveJournal(connection, file)
  } catch (problem) {
    if (problem instanceof PlaygroundProblem) throw problem
    throw new PlaygroundProblem(`--journal ${file} cannot be written (${(problem as Error).message}).`)
  }
}

// A playground that a test has started: invocations with all that the journal tells of them.
import { randomUUID } from 'node:crypto'
import { entrySchema, parse, type FunctionDefinition } from '@playground/protocol'
import { applyEntry, createSession, type Session } from '@playground/protocol/model'
import { drawConversation } from '../cli/draw-conversation.ts'
import { plain } from '../cli/terminal.ts'
import { parseFunctionName } from '../invoke-api/function-name.ts'
import type { Exchange, FunctionDescription, Invocation, InvokeOptions, JournalEntry, Playground } from './api.ts'
import { Connection, PlaygroundProblem } from './connection.ts'
import { exchangeOf, exchangesOf } from './exchanges.ts'
import { journalLines, saveJournal } from './save-journal.ts'
import type { ServerChild } from './server-child.ts'
import { watchedCall } from './watched-call.ts'
import { Watching } from './watching.ts'

/** Columns of a drawing that stands in a message. */
const width = 100

export class StartedPlayground implements Playground, AsyncDisposable {
  readonly endpoint: string
  readonly runtimeApiAddress: string
  readonly functionUrlAddress: string
  readonly apiAddress: string
  readonly #connection: Connection
  readonly #child: ServerChild
  #stopping: Promise<void> | undefined

  constructor(child: ServerChild) {
    const { address, port, runtimeApiAddress, functionUrlAddress, apiAddress } = child.ready
    this.endpoint = address
    this.runtimeApiAddress = runtimeApiAddress
    this.functionUrlAddress = functionUrlAddress
    this.apiAddress = apiAddress
    this.#child = child
    this.#connection = new Connection({ host: '127.0.0.1', port, token: undefined })
  }

  async invoke(given: string, event: unknown = {}, options: InvokeOptions = {}): Promise<Invocation> {
    const { clientContext, tenantId, timeoutMs } = options
    const { name, qualifier } = parseFunctionName(given) ?? {}
    if (name === undefined) throw new PlaygroundProblem(`${JSON.stringify(given)} is no name of a function.`)
    const watching = await Watching.begin(this.#connection)
    const report = await watchedCall(
      this.#connection,
      watching,
      {
        function: name,
        requestId: randomUUID(),
        event: JSON.stringify(event),
        type: options.async === true ? 'Event' : 'RequestResponse',
        qualifier: options.qualifier ?? qualifier,
        clientContext: clientContext === undefined ? undefined : JSON.stringify(clientContext),
        tenantId,
      },
      { timeoutMs, untilEnded: true, ...(options.stream === true ? { piece: () => {} } : {}) },
    )
    // No test means to call what is not there.
    if (report.status === 404)
      throw new PlaygroundProblem(
        `${report.refused?.message ?? `There is no function ${name}`}. Functions that there are: ${Object.keys(watching.session.state.functions).join(', ')}.`,
      )
    const fn = watching.functionOf(name)
    const own = fn?.order.filter((id) => id.split('/')[0] === report.requestId)
    return {
      ...report,
      json: () => parsed(report.payload),
      conversation: fn === undefined ? '' : drawConversation(fn, { width, paint: plain, of: new Set(own) }),
    }
  }

  async functions(): Promise<FunctionDescription[]> {
    const { session } = await Watching.begin(this.#connection)
    return Object.values(session.state.functions).map(described)
  }

  async exchanges(of: { function?: string; invocation?: string } = {}): Promise<Exchange[]> {
    const session = await this.#session()
    const { invocation } = of
    if (invocation !== undefined) {
      const found = [...session.functions.values()]
        .map((fn) => fn.invocations.get(invocation))
        .find((one) => one !== undefined)
      return found === undefined ? [] : exchangesOf(session, found)
    }
    return [...session.exchanges.values()]
      .filter((one) => of.function === undefined || one.function === of.function)
      .map(exchangeOf)
  }

  async journal(): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = []
    for await (const lines of journalLines(this.#connection))
      for (const line of lines) entries.push(JSON.parse(line) as JournalEntry)
    return entries
  }

  saveJournal(file: string): Promise<void> {
    return saveJournal(this.#connection, file)
  }

  stop(): Promise<void> {
    this.#connection.close()
    return (this.#stopping ??= this.#child.stop())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #session(): Promise<Session> {
    const session = createSession()
    for await (const lines of journalLines(this.#connection))
      for (const line of lines) {
        const read = parse(entrySchema, line)
        if (read.ok) applyEntry(session, read.value)
      }
    return session
  }
}

function described({
  name,
  runtime,
  runtimeIdentifier,
  folder,
  handler,
  problems,
}: FunctionDefinition): FunctionDescription {
  return {
    name,
    runtime: runtimeIdentifier ?? runtime,
    ...(folder === undefined ? {} : { folder }),
    ...(handler === undefined ? {} : { handler }),
    problems,
  }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    throw new PlaygroundProblem(`The payload is no JSON: ${payload.slice(0, 200)}`)
  }
}

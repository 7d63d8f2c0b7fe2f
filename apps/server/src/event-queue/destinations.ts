// Where the record of an event goes that is over: to a file, or as an event to another function.
import { randomUUID } from 'node:crypto'
import { eventPayloadLimit, recursionLimit, type FunctionDefinition } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { InvocationRequest } from '../environment/invocation.ts'
import type { FunctionSource } from '../environment/ports.ts'
import { functionArn } from '../invoke-api/function-name.ts'
import { appendLine } from './append-line.ts'
import { destinationRecord, type Ended } from './destination-record.ts'
import type { KeptRequest } from './kept-event.ts'

/** `problem`: why it did not arrive. */
export type Sent = { record: Uint8Array; invocation?: string | undefined; problem?: string | undefined }

/** Puts an event into the queue; resolves with why it is not taken. */
export type SendEvent = (
  request: InvocationRequest,
  to: FunctionDefinition,
  chain: KeptRequest['chain'],
) => Promise<string | undefined>

export class Destinations {
  readonly #clock: Clock
  readonly #functions: Pick<FunctionSource, 'get'>
  /** Lines go to files one after the other. */
  #appending: Promise<unknown> = Promise.resolve()

  constructor(clock: Clock, functions: Pick<FunctionSource, 'get'>) {
    this.#clock = clock
    this.#functions = functions
  }

  /** `destination`: `function:NAME`, or `file:PATH`; `definition`: of the function whose event it was. */
  async send(
    ended: Ended & { destination: string; definition: FunctionDefinition | undefined },
    sendEvent: SendEvent,
  ): Promise<Sent> {
    const line = destinationRecord(ended, this.#clock.epoch())
    const record = Buffer.from(line)
    const { destination, definition, kept } = ended
    const [, kind, where] = /^(function|file):(.*)$/s.exec(destination) ?? []
    if (kind === 'file' && where !== undefined) {
      const appended = this.#appending.then(() => appendLine(definition?.folder, where, line))
      this.#appending = appended
      return { record, problem: await appended }
    }
    const to = this.#functions.get(where ?? '')
    const times = kept.request.chain[where ?? ''] ?? 0
    const problem = problemOf(where ?? destination, to, record.byteLength, times)
    if (to === undefined || problem !== undefined) return { record, problem }
    const request: InvocationRequest = {
      requestId: randomUUID(),
      type: 'Event',
      qualifier: undefined,
      invokedArn: functionArn(to.name),
      payload: record,
      clientContext: undefined,
      traceId: kept.request.traceId,
    }
    const refused = await sendEvent(request, to, { ...kept.request.chain, [to.name]: times + 1 })
    return refused === undefined ? { record, invocation: request.requestId } : { record, problem: refused }
  }
}

function problemOf(name: string, to: FunctionDefinition | undefined, bytes: number, times: number): string | undefined {
  if (to === undefined) return `There is no function ${name}. Open its folder, or name another destination.`
  if (to.execution.tenantIsolation)
    return `${name} keeps tenants apart, and a record names none. Name another destination.`
  if (bytes > eventPayloadLimit)
    return `The record has ${bytes} bytes, and an event may have ${eventPayloadLimit}. Answer with less, or name a file.`
  if (times >= recursionLimit)
    return `This chain of destinations came to ${name} ${times} times, so it ends here, as Lambda ends a loop. Let no destination lead back to where its record came from.`
  return undefined
}

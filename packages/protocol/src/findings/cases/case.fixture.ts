// Conversations for rules: what a server tells where somebody does something wrong, or just not.
import { definitionOf } from '../../definition.fixture.ts'
import type { Participant } from '../../exchange.ts'
import type { FunctionDefinition } from '../../function-definition.ts'
import type { Belongs } from '../../ids.ts'
import type { EventOf, EventType } from '../../journal.ts'
import type { RuntimeCall, RuntimeState } from '../../lifecycle.ts'
import { QueueConversation } from '../../model/queue-conversation.fixture.ts'
import type { Finding } from '../finding.ts'
import { findingsIn } from '../index.ts'

/** A conversation in which its rule finds something, and others, each with why it does not. */
export type CaseOfRule = { shows: (told: Case) => unknown; not: Record<string, (told: Case) => unknown> }
export type Cases = Record<string, CaseOfRule>

export const place = { environment: 'f/1' } as const

export const definition: FunctionDefinition = definitionOf('f', { codeHash: 'new' })

export type Asked = {
  target?: string
  method?: string
  heads?: [string, string][]
  text?: string
  bytes?: number
  base64?: true
  reused?: number
}

export class Case extends QueueConversation {
  get findings(): Finding[] {
    return findingsIn(this.entries)
  }

  /** What was found by one rule. */
  foundBy(rule: string): Finding[] {
    return this.findings.filter((finding) => finding.rule === rule)
  }

  /** Changes the newest entry of a type. */
  but<T extends EventType>(type: T, more: Partial<EventOf<T>>): this {
    const index = this.entries.findLastIndex(({ event }) => event.type === type)
    const entry = this.entries[index]!
    this.entries[index] = { ...entry, event: { ...entry.event, ...more } }
    return this
  }

  define(more: Partial<FunctionDefinition> = {}): this {
    return this.tell({}, { type: 'function.defined', definition: { ...definition, ...more } })
  }

  /** The head of a request, and its body where there is one; gives the exchange. */
  request(endpoint: string, from: Participant, of: Belongs, asked: Asked = {}): number {
    const { text, bytes, base64, ...head } = asked
    const exchange = this.open(endpoint, from, of)
    this.but('exchange.opened', { reused: 1, ...head })
    if (text !== undefined || bytes !== undefined)
      this.tell(
        { ...of, exchange },
        {
          type: 'exchange.received',
          body: { bytes: bytes ?? text!.length, preview: text ?? '', ...(base64 === undefined ? {} : { base64 }) },
        },
      )
    return exchange
  }

  /** An answer of the runtime that is taken. */
  post(id: string, asked: Asked = {}, call: 'response' | 'error' = 'response'): this {
    const of = { ...place, invocation: id }
    const exchange = this.request(call, 'runtime', of, { target: targetOf(id, call), ...asked })
    this.tell({ ...of, exchange }, { type: 'runtime.changed', from: 'Running', to: 'InvocationResponse' })
    this.result('f/1', id, call === 'response' ? 'ok' : 'error').but('invocation.answered', { by: 'runtime' })
    return this.answer(exchange, 202, of)
  }

  /** A call of an extension that is refused. */
  refusedExtension(endpoint: string, name: string | undefined, errorType: string, message: string): this {
    const of = { ...place, ...(name === undefined ? {} : { extension: name }) }
    const exchange = this.request(endpoint, 'extension', of)
    return this.answer(exchange, 403, of, { refusal: { errorType, message } })
  }

  /** Init begins, and takes its time. */
  beginCold(id = 'one', limitMs = 10_000): this {
    return this.call(id, 1).create('f/1', id).beginInit('f/1', id).but('environment.init-started', { limitMs })
  }

  /** Init is over without success. */
  initEnds(status: 'error' | 'timeout', durationMs = 10_000): this {
    return this.wait(durationMs)
      .tell(place, { type: 'environment.init-ended', phase: 'init', status, durationMs })
      .tell(place, { type: 'environment.changed', from: 'init', to: 'reset', reason: 'Init failed' })
  }

  /** The runtime, or an extension, ends by itself. */
  ends(code: number | null, { signal = null, ...of }: Belongs & { signal?: string | null } = {}): this {
    return this.tell({ ...place, ...of }, { type: 'process.exited', code, signal })
  }

  sample(memoryMb: number, cpuMs = 100): this {
    return this.tell(place, { type: 'process.sampled', cpuMs, memoryMb, peakMemoryMb: memoryMb, processes: 1 })
  }

  hangUp(exchange: number, of: Belongs = place): this {
    return this.tell({ ...of, exchange }, { type: 'exchange.closed', how: 'hung-up' })
  }

  /** Something that takes this many steps. */
  repeat(count: number, step: (told: this, index: number) => unknown): this {
    for (let index = 0; index < count; index += 1) step(this, index)
    return this
  }

  /** A call of the runtime that is refused. `named`: the id in its path; `current`: whether that is the invocation at hand. */
  refused(
    call: RuntimeCall,
    state: RuntimeState,
    rule: EventOf<'runtime.refused'>['rule'],
    { named, current = true, ...asked }: Asked & { named?: string; current?: boolean } = {},
  ): this {
    const of = { ...place, ...(named === undefined || !current ? {} : { invocation: named }) }
    const target = named === undefined ? `/2018-06-01/runtime/${call}` : targetOf(named, call)
    const exchange = this.request(call, 'runtime', of, { target, ...asked })
    this.tell({ ...of, exchange }, { type: 'runtime.refused', state, call, rule })
    return this.answer(exchange, rule === 'state' ? 403 : 400, of)
  }

  /** An event is handed to the runtime: everything up to its work on it. */
  begin(id: string, number = 2): this {
    return this.call(id, number).dispatch('f/1', id, false).deliver('f/1', id)
  }

  /** The runtime asks again, and the environment is done. */
  end(id: string): this {
    return this.next('f/1', id)
      .tell(
        { ...place, invocation: id },
        { type: 'invocation.runtime-done', status: 'success', durationMs: 4, producedBytes: 2, overheadMs: 1 },
      )
      .settle('f/1', id)
  }

  /** A whole warm invocation with this answer. */
  served(id: string, asked: Asked = {}, number = 2): this {
    return this.begin(id, number).post(id, asked).end(id)
  }

  /** The deadline passes, unless told otherwise without an answer, and the environment is reset. */
  timesOut(id: string, answered = false): this {
    this.wait(3000).tell({ ...place, invocation: id }, { type: 'deadline.fired', for: 'invoke' })
    if (!answered) this.result('f/1', id, 'timeout')
    return this.settle('f/1', id, 'timeout', 'reset')
  }
}

export function targetOf(id: string, call: string): string {
  return `/2018-06-01/runtime/invocation/${id}/${call}`
}

// What a filter can ask about: each field, what it compares, and its values as far as they are known beforehand.
import { attemptOf, outcomes } from '@playground/protocol'
import {
  isUnderWay,
  type Exchange,
  type EnvironmentModel,
  type Invocation,
  type QueuedEvent,
  type Row,
} from '@playground/protocol/model'
import type { FunctionFindings } from '../findings.ts'
import type { HeadSearch } from './head-search.ts'

/** A row with what it belongs to. */
export type Subject = {
  row: Pick<Row, 'seq' | 'kind' | 'label' | 'at' | 'tone' | 'during' | 'extension' | 'thaws' | 'invocation'> & {
    from?: string
    to?: string
  }
  function: string
  exchange?: Exchange | undefined
  invocation?: Invocation | undefined
  /** The asynchronous event that it is about. */
  queued?: QueuedEvent | undefined
  environment?: EnvironmentModel | undefined
  /** Seconds since the session's start. */
  time: number
  /** Looks up the headers of exchanges, where the filter asks for any. */
  heads?: HeadSearch | undefined
  /** What the rules found, and the entry up to which it is known. */
  findings?: FunctionFindings | undefined
  until?: number
}

/**
 * `text`: some part of it; `word`: the whole or its beginning; `number`: compared, with a unit where there is one;
 * `header`: looked up in the entries.
 */
export type Field = {
  kind: 'text' | 'word' | 'number' | 'header'
  help: string
  values?: readonly string[]
  /** The unit that a bare number is in, and how many of them others are. */
  units?: Readonly<Record<string, number>>
  of: (subject: Subject) => readonly (string | number)[]
}

const some = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value])
const milliseconds = { ms: 1, s: 1000, m: 60_000, min: 60_000 }
const sizes = { b: 1, kb: 1024, mb: 1024 * 1024 }

export const fields: Readonly<Record<string, Field>> = {
  path: {
    kind: 'text',
    help: 'part of the path of the call',
    values: ['next', 'response', 'error', 'init/error', 'invocations', 'register', 'event/next', 'telemetry'],
    of: ({ exchange }) => some(exchange?.target),
  },
  method: {
    kind: 'word',
    help: 'HTTP method',
    values: ['GET', 'POST', 'PUT'],
    of: ({ exchange }) => some(exchange?.method),
  },
  status: {
    kind: 'number',
    help: 'HTTP status of the answer',
    values: ['>=400', '200', '202', '403', '413', '429'],
    of: ({ exchange }) => some(exchange?.status),
  },
  header: {
    kind: 'header',
    help: 'part of a header of the call or its answer, or name=value',
    of: () => [],
  },
  outcome: {
    kind: 'word',
    help: 'how the invocation went',
    values: outcomes,
    of: ({ invocation }) => some(invocation?.outcome),
  },
  has: {
    kind: 'word',
    help: 'what there is about the row',
    values: ['error', 'refusal', 'finding', 'cold', 'init', 'thaw', 'output', 'exchange', 'open', 'stream'],
    of: properties,
  },
  kind: {
    kind: 'word',
    help: 'kind of row',
    values: ['request', 'answer', 'telemetry', 'note', 'output', 'init'],
    of: ({ row }) => [row.kind],
  },
  from: {
    kind: 'word',
    help: 'who made the call',
    values: ['caller', 'runtime', 'extension'],
    of: ({ exchange }) => some(exchange?.from),
  },
  invoke: {
    kind: 'number',
    help: 'number of the invocation',
    of: ({ invocation }) => some(invocation?.number),
  },
  id: {
    kind: 'word',
    help: 'beginning of the request id, which all attempts at an event share',
    of: ({ row }) => (row.invocation === undefined ? [] : [attemptOf(row.invocation).requestId]),
  },
  attempt: {
    kind: 'number',
    help: 'which attempt at an asynchronous event',
    values: ['1', '>1'],
    of: ({ invocation }) => some(invocation?.attempt),
  },
  is: {
    kind: 'word',
    help: 'what kind of invocation it is',
    values: ['async', 'retry'],
    of: ({ row, invocation, queued }) => [
      ...(invocation?.type === 'Event' || queued !== undefined ? ['async'] : []),
      ...(attemptOf(row.invocation ?? '').attempt > 1 ? ['retry'] : []),
    ],
  },
  env: {
    kind: 'number',
    help: 'number of the environment',
    of: ({ environment }) => some(environment?.number),
  },
  ext: {
    kind: 'word',
    help: 'name of the extension',
    of: ({ row, exchange }) => some(row.extension ?? exchange?.extension),
  },
  fn: { kind: 'word', help: 'function', of: (subject) => [subject.function] },
  took: {
    kind: 'number',
    help: 'how long the call was open',
    values: ['>100ms', '>1s'],
    units: milliseconds,
    of: ({ exchange }) =>
      some(
        exchange?.answeredAt === undefined ? undefined : (exchange.sentAt ?? exchange.answeredAt) - exchange.openedAt,
      ),
  },
  duration: {
    kind: 'number',
    help: 'duration of the invocation',
    values: ['>100ms', '>1s'],
    units: milliseconds,
    of: ({ invocation }) => some(invocation?.durationMs),
  },
  size: {
    kind: 'number',
    help: 'bytes of the request or the answer',
    values: ['>1kb', '>1mb'],
    units: sizes,
    of: ({ exchange }) => [...some(exchange?.requestBytes), ...some(exchange?.answerBytes)],
  },
  pieces: {
    kind: 'number',
    help: 'pieces of a body that streams',
    values: ['>1', '>100'],
    of: ({ exchange }) => [...some(exchange?.requestPieces?.count), ...some(exchange?.answerPieces?.count)],
  },
  firstbyte: {
    kind: 'number',
    help: 'how long the caller waited for the first byte of a stream',
    values: ['>100ms', '>1s'],
    units: milliseconds,
    of: ({ invocation }) => some(invocation?.firstByteMs),
  },
  time: {
    kind: 'number',
    help: 'seconds since the session began, or from..to',
    values: ['0..10', '10..', '..10', '>=10'],
    units: { s: 1, m: 60, min: 60 },
    of: ({ time }) => [time],
  },
  text: { kind: 'text', help: 'what can be read in the row', of: readable },
}

function properties({ row, exchange, invocation, findings, until = 0 }: Subject): string[] {
  const failed = invocation?.outcome !== undefined && invocation.outcome !== 'ok'
  return [
    ...(row.tone === 'error' || failed || (exchange?.status ?? 0) >= 400 ? ['error'] : []),
    ...(findings === undefined || findings.about(row, exchange, until).length === 0 ? [] : ['finding']),
    ...(exchange?.refusal === undefined ? [] : ['refusal']),
    ...(invocation?.cold ? ['cold'] : []),
    ...(row.during !== undefined || row.kind === 'init' ? ['init'] : []),
    ...(row.thaws === undefined ? [] : ['thaw']),
    ...(row.kind === 'output' ? ['output'] : []),
    ...(exchange === undefined ? [] : ['exchange']),
    ...(exchange !== undefined && isUnderWay(exchange) ? ['open'] : []),
    ...(streams(exchange, invocation) ? ['stream'] : []),
  ]
}

/** The caller takes it in pieces, or the runtime sends it so. */
function streams(exchange: Exchange | undefined, invocation: Invocation | undefined): boolean {
  return invocation?.streams === true || exchange?.streaming === true
}

/** Label, path, ids and errors: what the page holds of every row, however long the session. Bodies stay in the entries. */
function readable({ row, exchange, invocation }: Subject): string[] {
  return [
    row.label,
    ...some(exchange?.target),
    ...some(exchange?.refusal?.errorType),
    ...(row.kind === 'invocation' || exchange?.from === 'caller'
      ? [...some(invocation?.errorType), ...some(row.invocation).map((name) => attemptOf(name).requestId)]
      : []),
    ...(row.kind === 'invocation' ? some(invocation?.reported?.message) : []),
  ]
}

// The steps of one invocation, from the call to the runtime's next request for work, each with what it is.
import { invokingEndpoints } from '@playground/protocol'
import { findRow, type Exchange, type FunctionModel, type Init, type Row } from '@playground/protocol/model'
import { initFigure, waits } from '../figures.ts'
import { participantOf } from '../participant.ts'
import { withoutUsual } from './usual.ts'

export type Step = {
  /** The entry whose row it is in the diagram. */
  seq: number
  /** Milliseconds since the call. */
  ms: number
  who: 'caller' | 'lambda' | 'runtime' | 'extension'
  extension?: string
  /** As its row in the diagram says it. */
  name: string
  /** As a sentence calls it. */
  noun: string
  /** What it is, whatever it carries and whenever it was: steps of one kind are each other's counterparts. */
  kind: string
  /** It is what a program printed, not a part of the protocol. */
  printed?: true
  /** How an Init ended, or a process. */
  ended?: string
  tone?: 'error'
  /** What it carries is in these entries. */
  half?: { opened?: number; received?: number; answered?: number }
  status?: number
  bytes?: number
}

/** Steps beyond this many are not looked at. */
export const mostSteps = 2000

const kinds: ReadonlySet<Row['kind']> = new Set(['request', 'answer', 'telemetry', 'note', 'output', 'init'])

/** `exchanges`: those of the session. Empty where the function knows no such invocation. */
export function stepsOf(fn: FunctionModel, exchanges: ReadonlyMap<number, Exchange>, id: string): Step[] {
  const head = fn.heads.get(id)
  if (head === undefined) return []
  const steps: Step[] = []
  const inits: { init: Init; seq: number; after: number; at: number }[] = []
  for (let index = Math.max(0, findRow(fn, head.seq)); index < fn.rows.length && steps.length < mostSteps; index += 1) {
    const row = fn.rows[index]!
    if (row.invocation !== id || !kinds.has(row.kind)) continue
    const exchange = row.exchange === undefined ? undefined : exchanges.get(row.exchange)
    steps.push(stepOf(row, exchange, id, row.at - head.at))
    if (row.init !== undefined) inits.push({ init: row.init, seq: row.seq, after: steps.length, at: row.at })
    const during = inits.find(({ init }) => init === row.during)
    if (during !== undefined) Object.assign(during, { after: steps.length, at: row.at })
  }
  for (const { init, seq, after, at } of inits.toReversed()) {
    if (init.status === undefined || init.durationMs === undefined) continue
    const ended = init.status === 'success' ? 'ok' : (initFigure(init).text.split(' · ')[0] ?? init.status)
    const phase = init.phase === 'restore' ? 'Restore' : 'Init'
    steps.splice(after, 0, {
      seq,
      ms: Math.max(at, init.startedAt + init.durationMs) - head.at,
      who: 'lambda',
      name: `${phase} ends`,
      noun: `the end of ${phase}`,
      kind: `${init.phase} ends`,
      ended,
      ...(init.status === 'success' ? {} : { tone: 'error' as const }),
    })
  }
  return steps
}

function stepOf(row: Row, exchange: Exchange | undefined, id: string, ms: number): Step {
  const byLambda = row.kind === 'init' || (row.kind === 'note' && row.from === 'lambda')
  const who: Step['who'] = byLambda ? 'lambda' : participantOf(row, exchange)
  const common = {
    seq: row.seq,
    ms,
    who,
    name: row.label,
    ...(row.extension === undefined ? {} : { extension: row.extension }),
    ...(row.tone === 'error' ? { tone: 'error' as const } : {}),
  }
  const whose = who === 'extension' ? `${row.extension ?? 'extension'}: ` : `${who}: `
  switch (row.kind) {
    case 'init':
      return { ...common, name: `${row.label} begins`, noun: row.label, kind: `${row.init?.phase ?? 'init'} begins` }
    case 'output':
      return { ...common, noun: 'what was printed', kind: `${whose}prints`, printed: true }
    case 'note':
      return { ...common, ...noteOf(row.label, whose) }
    case 'telemetry':
      return { ...common, noun: 'the telemetry', kind: `${whose}telemetry`, bytes: row.delivered?.bytes ?? 0 }
    default:
      return exchange === undefined
        ? { ...common, noun: row.label, kind: `${whose}${row.label}` }
        : { ...common, ...exchanged(row, exchange, id, whose) }
  }
}

/** Ids of processes and counts are no part of what a note is about. */
function noteOf(label: string, whose: string): Pick<Step, 'noun' | 'kind' | 'name' | 'ended'> {
  const [what = label, more] = label.split(' · ')
  if (what === 'exited' || what === 'dead')
    return { name: label, noun: 'the end of the process', kind: `${whose}ends`, ended: more ?? what }
  const name = what === 'started' ? 'process started' : label
  return { name, noun: name, kind: `${whose}${withoutUsual(what).replaceAll(/\d+/g, 'N')}` }
}

const nouns: Record<string, string> = {
  invoke: 'the call',
  'invoke-stream': 'the call',
  response: 'the response',
  error: 'the error',
  'init-error': 'the error of Init',
  register: 'the registration',
}

function exchanged(row: Row, exchange: Exchange, id: string, whose: string): Omit<Step, 'seq' | 'ms' | 'who'> {
  const { endpoint } = exchange
  if (row.kind === 'request') {
    const { openedSeq: opened, receivedSeq: received, status } = exchange
    // The runtime reports how the invocation went with either of two calls.
    const reports = endpoint === 'response' || endpoint === 'error'
    const call = reports ? 'reports' : invokingEndpoints.has(endpoint) ? 'calls' : endpoint
    const which = waits(exchange) ? (exchange.ends === id ? ', done' : ', ready') : ''
    return {
      name: row.label,
      noun: nouns[endpoint] ?? row.label,
      kind: `${whose}${endpoint === 'unknown' ? row.label : call}${which}`,
      half: { opened, ...(received === undefined ? {} : { received }) },
      ...(status === undefined || waits(exchange) || exchange.from === 'caller' ? {} : { status }),
      ...(exchange.requestBytes === undefined ? {} : { bytes: exchange.requestBytes }),
    }
  }
  if (row.seq === exchange.sentSeq)
    return {
      name: row.label,
      noun: 'the end of the result',
      kind: `${whose}has all`,
      ...(exchange.answerPieces === undefined ? {} : { bytes: exchange.answerPieces.bytes }),
    }
  const told = row.label.split(' · ')[0]!
  const refused = (exchange.status ?? 0) >= 400 && exchange.from !== 'caller'
  return {
    name: row.label,
    noun: exchange.from === 'caller' ? 'the result' : refused ? 'a refusal' : `the ${told}`,
    kind: `${whose}${exchange.from === 'caller' ? 'result' : refused ? `${endpoint} refused` : `gets ${told}`}`,
    ...(exchange.answeredSeq === undefined ? {} : { half: { answered: exchange.answeredSeq } }),
    ...(exchange.status === undefined ? {} : { status: exchange.status }),
    // What streams is counted where it ends.
    ...(exchange.answerBytes === undefined || exchange.streams ? {} : { bytes: exchange.answerBytes }),
  }
}

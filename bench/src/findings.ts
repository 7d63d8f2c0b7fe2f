// What it takes to look for findings: time for an entry, with all rules, and memory after very many entries.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Belongs, Entry, JournalEvent } from '@playground/protocol'
import { FindingsFold, rules } from '@playground/protocol/findings'
import { median, type Row } from './row.ts'

const entriesTimed = 100_000
const entriesKept = 1_000_000
const environments = 16
const goalMicros = 10
const goalMb = 32

export function findings(): Promise<Row[]> {
  const micros = timed()
  const before = heapMb()
  const fold = new FindingsFold()
  for (const entry of story(entriesKept)) fold.take(entry)
  const grownMb = heapMb() - before
  // It is looked at after the heap was: until then it has to be there.
  const found = fold.take({ seq: entriesKept + 1, at: 0, of: {}, event: { type: 'session.ended', reason: 'over' } })
  return Promise.resolve([
    {
      name: `${rules.length} rules, time for an entry`,
      value: `${median(micros).toFixed(1)} µs`,
      spread: `${Math.min(...micros).toFixed(1)} to ${Math.max(...micros).toFixed(1)} µs`,
      goal: `at most ${goalMicros} µs`,
      met: median(micros) <= goalMicros,
    },
    {
      name: `findings, memory after ${entriesKept.toLocaleString('en')} entries`,
      value: `${grownMb.toFixed(0)} MB`,
      spread: `${found.length} found at its end`,
      goal: `at most ${goalMb} MB`,
      met: grownMb <= goalMb,
    },
  ])
}

/** Microseconds for an entry, in several rounds. */
function timed(): number[] {
  const entries = [...story(entriesTimed)]
  return Array.from({ length: 7 }, () => {
    const fold = new FindingsFold()
    // Of the processor: others may be at work beside.
    const before = process.cpuUsage()
    for (const entry of entries) fold.take(entry)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / entries.length
  })
}

function heapMb(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

/** Invocations one after the other over some environments, each as a server tells it. */
function* story(count: number): Generator<Entry> {
  let seq = 0
  let exchanges = 0
  const entry = (of: Belongs, event: JournalEvent): Entry => {
    seq += 1
    return { seq, at: 1_800_000_000_000 + seq, of: { function: 'f', ...of }, event }
  }
  const polls = new Map<string, number>()
  for (let number = 1; seq < count; number += 1) {
    const environment = `f/${number % environments}`
    const [invocation, place] = [`id-${number}`, { environment, incarnation: 1 }]
    const of = { ...place, invocation }
    const call = (exchanges += 1)
    yield entry({ invocation, exchange: call }, opened('invoke', 'caller', `/functions/f/invocations`))
    yield entry({ invocation, exchange: call }, { type: 'exchange.received', body: body('{"name":"Zoë"}') })
    yield entry(
      { invocation },
      { type: 'invocation.received', number, invocationType: 'RequestResponse', payloadBytes: 15 },
    )
    if (!polls.has(environment)) {
      yield entry(of, { type: 'environment.created', number, port: 4000, attached: false })
      polls.set(environment, (exchanges += 1))
      yield entry({ ...place, exchange: exchanges }, opened('next', 'runtime', '/2018-06-01/runtime/invocation/next'))
    }
    const poll = polls.get(environment)!
    yield entry(of, {
      type: 'invocation.dispatched',
      deadline: 1_800_000_003_000 + seq,
      cold: false,
      initInside: false,
    })
    yield entry(of, { type: 'environment.changed', from: 'ready', to: 'invoke', reason: 'event' })
    yield entry({ ...of, exchange: poll }, { ...answered('{"name":"Zoë"}'), delivers: invocation })
    yield entry({ ...of, process: 1 }, { type: 'process.printed', stream: 'stdout', line: `handles ${invocation} now` })
    const post = (exchanges += 1)
    yield entry(
      { ...of, exchange: post },
      opened('response', 'runtime', `/2018-06-01/runtime/invocation/${invocation}/response`),
    )
    yield entry({ ...of, exchange: post }, { type: 'exchange.received', body: body('{"message":"Hello, Zoë"}') })
    yield entry(of, { type: 'invocation.answered', outcome: 'ok', by: 'runtime' })
    yield entry({ invocation, exchange: call }, answered('{"message":"Hello, Zoë"}'))
    yield entry({ ...of, exchange: post }, answered('{"status":"OK"}'))
    polls.set(environment, (exchanges += 1))
    yield entry(
      { ...of, exchange: exchanges },
      { ...opened('next', 'runtime', '/2018-06-01/runtime/invocation/next'), ends: invocation },
    )
    yield entry(of, {
      type: 'invocation.runtime-done',
      status: 'success',
      durationMs: 4,
      producedBytes: 24,
      overheadMs: 1,
    })
    yield entry(of, { type: 'environment.changed', from: 'invoke', to: 'ready', reason: 'next' })
    yield entry(of, { type: 'invocation.settled', outcome: 'ok', durationMs: 5, billedMs: 5, memoryMb: 128 })
    yield entry(place, { type: 'process.sampled', cpuMs: 10, memoryMb: 40, peakMemoryMb: 40, processes: 1 })
  }
}

function body(preview: string) {
  return { bytes: preview.length + 1, preview }
}

function opened(endpoint: string, from: 'caller' | 'runtime', target: string) {
  const heads: [string, string][] = [
    ['User-Agent', 'node'],
    ['Content-Type', 'application/json'],
  ]
  return { type: 'exchange.opened', endpoint, from, method: 'GET', target, heads, reused: 3 } as const
}

function answered(preview: string) {
  return { type: 'exchange.answered', status: 200, heads: [], body: body(preview) } satisfies JournalEvent
}

// A journal as a text that a person can read and a test can compare: one line an entry, with all that varies replaced by names.
import type { Entry, JournalEvent } from '@playground/protocol'

/** Names for values in the order in which they turn up: the same value has the same name throughout. */
class Names {
  readonly #names = new Map<string, string>()
  readonly #counts = new Map<string, number>()

  of(kind: string, value: string): string {
    const known = this.#names.get(value)
    if (known !== undefined) return known
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    const name = `<${kind} ${count}>`
    this.#names.set(value, name)
    return name
  }
}

/** Heads that only say when and how the bytes travelled. */
const dullHeads = new Set(['date', 'host', 'connection', 'keep-alive', 'content-length', 'user-agent', 'accept'])

/** What depends on the machine, or comes before the conversation. */
const leftOut = new Set<JournalEvent['type']>([
  'function.defined',
  'process.sampled',
  'process.listed',
  'exchange.flushed',
])

/** The function's own part of a journal, from its first environment or call on. */
export function renderConversation(entries: Entry[], functionName: string): string {
  const names = new Names()
  const lines = entries
    .filter(({ of, event }) => of.function === functionName && !leftOut.has(event.type))
    .map(({ of, event }) => {
      const exchange =
        of.exchange === undefined ? '' : `#${names.of('exchange', `exchange ${of.exchange}`).slice(10, -1)} `
      const who = of.extension === undefined ? exchange : `${exchange}(${of.extension}) `
      return normalise(`${indentOf(event)}${who}${describe(event)}`, names)
    })
  return `${lines.join('\n')}\n`
}

function indentOf({ type }: JournalEvent): string {
  return type.startsWith('exchange.') ? '' : '      '
}

function describe(event: JournalEvent): string {
  switch (event.type) {
    case 'exchange.opened':
      return `${event.from} ${event.method} ${event.target}${heads(event.heads)}${event.ends === undefined ? '' : ` ends ${event.ends}`}`
    case 'exchange.received':
      return `body ${event.body.preview}${event.tooLarge === undefined ? '' : `too large (${event.body.bytes} bytes)`}`
    case 'exchange.answered':
      return [
        `${event.status}${heads(event.heads)} ${event.body.preview.trimEnd()}`.trimEnd(),
        ...(event.delivers === undefined ? [] : [`delivers ${event.delivers}`]),
        ...(event.again === undefined ? [] : ['again']),
        ...(event.refusal === undefined ? [] : [`refused: ${event.refusal.errorType}`]),
      ].join(' ')
    case 'environment.changed':
      return `environment ${event.from} → ${event.to} (${event.reason})`
    case 'runtime.changed':
      return `runtime ${event.from} → ${event.to}`
    case 'extension.changed':
      return `extension ${event.from ?? 'new'} → ${event.to}${event.errorType === undefined ? '' : ` (${event.errorType})`}`
    case 'telemetry.delivered':
      return `telemetry.delivered attempt ${event.attempt}, ${event.status}: ${members(event.kinds)}`
    case 'telemetry.emitted':
      return `log ${event.line.replaceAll('\t', ' ⇥ ')}`.trimEnd()
    case 'process.printed':
      return `${event.stream} ${event.line}`
    case 'process.started':
      return `process.started ${event.command.length} ${event.command.length === 1 ? 'word' : 'words'}`
    default: {
      const { type, ...rest } = event
      return `${type} ${members(rest)}`.trimEnd()
    }
  }
}

function heads(all: readonly (readonly [string, string])[]): string {
  const shown = all.filter(([name]) => !dullHeads.has(name.toLowerCase()))
  return shown.length === 0 ? '' : ` [${shown.map(([name, value]) => `${name}: ${value}`).join(', ')}]`
}

function members(rest: Record<string, unknown>): string {
  return Object.entries(rest)
    .map(
      ([name, value]) =>
        `${name}=${/(Ms|Mb)$|^(port|pid|deadline|codeHash)$/.test(name) && name !== 'limitMs' ? '…' : JSON.stringify(value)}`,
    )
    .join(' ')
}

/** Replaces ids and times; memory is left out, since it is there only once a sample was taken. */
function normalise(line: string, names: Names): string {
  return line
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (id) => names.of('id', id))
    .replace(/Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0/g, (trace) => names.of('trace', trace))
    .replace(/(Deadline-Ms: )\d{13}/g, '$1…')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>')
    .replace(/\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}/g, '<log stream>')
    .replace(/(Duration: )[\d.]+( ms)/g, '$1…$2')
    .replace(/ ⇥ Max Memory Used: \d+ MB/g, '')
    .replace(/ peakMemoryMb=…/g, '')
    .replace(/\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}/g, '<log stream>')
    .replace(/("deadlineMs":)\d{13}/g, '$1…')
    .replace(/(sandbox\.localdomain:)\d+/g, '$1…')
}

// What the emulator writes while it works: the function's log to its standard output, and on request what happens to its standard error.
import type { Belongs, JournalEvent } from '@playground/protocol'
import type { Watcher } from '../recorder/record.ts'

export type Write = (text: string) => void

/** The function's output and Lambda's own lines, in the order in which they come; both streams of a process go to one. */
export function logTo(write: Write): Watcher {
  return (_of, _at, event) => {
    if (event.type === 'process.printed') write(event.partial ? event.line : `${event.line}\n`)
    else if (event.type === 'telemetry.emitted') write(`${event.line}\n`)
  }
}

/** A line for each exchange and each change of an environment. */
export function debugTo(write: Write): Watcher {
  return (of, at, event) => {
    const line = lineFor(of, event)
    if (line !== undefined) write(`${new Date(at).toISOString()} ${line}\n`)
  }
}

function lineFor({ environment, exchange }: Belongs, event: JournalEvent): string | undefined {
  const where = environment ?? 'caller'
  if (event.type === 'exchange.opened') return `${where} #${exchange} ${event.method} ${event.target}`
  if (event.type === 'exchange.answered') return `${where} #${exchange} answered ${event.status}`
  if (event.type === 'exchange.closed') return `${where} #${exchange} closed: ${event.how}`
  if (event.type === 'environment.changed') return `${where} ${event.from} -> ${event.to}: ${event.reason}`
  if (event.type === 'process.started') return `${where} started ${event.command.join(' ')} as process ${event.pid}`
  if (event.type === 'process.failed') return `${where} ${event.errorType}: ${event.message}. ${event.help}`
  if (event.type === 'process.exited') return `${where} process ended: ${event.signal ?? event.code}`
  return undefined
}

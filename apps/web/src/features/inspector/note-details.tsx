// What a note in a lane is about: the entry that made it, in words and with its facts.
import { environmentTransitions, type Entry, type JournalEvent } from '@playground/protocol'
import type { Row } from '@playground/protocol/model'
import { useEffect, useState } from 'react'
import { duration, environmentWord, since } from '../../model/format.ts'
import { usePage } from '../../store.ts'

export function NoteDetails({ row, start }: { row: Row; start: number }) {
  const read = usePage((page) => page.entry)
  const [entry, setEntry] = useState<Entry | undefined>()
  useEffect(() => {
    let current = true
    void read(row.seq).then((found) => current && setEntry(found))
    return () => {
      current = false
    }
  }, [row.seq, read])
  const facts = entry === undefined ? [] : factsOf(entry.event, row)
  return (
    <>
      <header className="inspector-head">
        <h2>
          <span>{row.kind === 'output' ? 'Output' : row.label}</span>
        </h2>
        <p>{entry === undefined ? '' : meaningOf(entry.event)}</p>
        <div className="chips">
          <span className="chip">at {since(row.at, start)}</span>
          {row.environment !== undefined && <span className="chip">{environmentWord(row.environment)}</span>}
          {row.init?.durationMs !== undefined && <span className="chip">{duration(row.init.durationMs)}</span>}
        </div>
      </header>
      {facts.length > 0 && (
        <div className="inspector-body">
          <dl className="heads-list">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <span className="value">{value}</span>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </>
  )
}

function meaningOf(event: JournalEvent): string {
  switch (event.type) {
    case 'process.printed':
      return 'The runtime’s process printed this line. On Lambda it goes to the function’s log.'
    case 'process.started':
      return 'Lambda started the runtime’s process in the function’s folder, with the variables that a runtime expects.'
    case 'process.signalled':
      return 'Lambda sent this signal to all processes of the environment.'
    case 'process.exited':
      return 'The runtime’s process ended. A runtime is meant to live as long as its environment.'
    case 'process.failed':
      return event.help
    case 'deadline.fired':
      return event.for === 'invoke'
        ? 'The invocation’s time is over: the caller gets the time-out, and the environment is reset.'
        : 'Init took too long. Lambda ends it, and tries once more inside the invocation, within its time-out.'
    case 'environment.changed':
      return environmentTransitions[event.to].meaning
    case 'environment.init-started':
      return event.phase === 'init'
        ? 'A cold start: no environment was free, so that one is started. Init is everything from the start of its process to the first GET next, and the caller waits for it.'
        : 'Init failed before, so that Lambda runs it again, now inside the invocation and within its time-out.'
    case 'environment.created':
      return 'A runtime that was started by hand asked for work at the attach address. It serves this function from now on.'
    case 'invocation.waiting':
      return 'No runtime can take this event yet. Lambda keeps it, and the caller waits.'
    default:
      return ''
  }
}

function factsOf(event: JournalEvent, row: Row): [string, string][] {
  switch (event.type) {
    case 'process.printed':
      return [[event.stream, event.line]]
    case 'process.started':
      return [
        ['process id', String(event.pid)],
        ['command', event.command.join(' ')],
        ['folder', event.folder],
        ...Object.entries(event.variables),
      ]
    case 'process.signalled':
      return [['reason', event.reason]]
    case 'process.exited':
      return event.signal === null ? [['exit status', String(event.code)]] : [['ended by', event.signal]]
    case 'process.failed':
      return [[event.errorType, event.message]]
    case 'environment.changed':
      return [['reason', event.reason]]
    case 'environment.init-started':
      return [
        ['limit', duration(event.limitMs)],
        ['outcome', row.init?.status ?? 'under way'],
        ...(row.init?.errorType === undefined ? [] : [['error type', row.init.errorType] as [string, string]]),
      ]
    case 'invocation.waiting':
      return event.limitMs === undefined ? [] : [['at most', duration(event.limitMs)]]
    default:
      return []
  }
}

// Telemetry: what Lambda tells of the function, and how it went to each subscriber, batch by batch.
import { lanesOf, type FunctionModel, type Row } from '@playground/protocol/model'
import { useRef, useState } from 'react'
import { deliveriesOf, type Delivery } from '../../model/deliveries.ts'
import { since } from '../../model/format.ts'
import { recordLine } from '../../model/telemetry.ts'
import { scrollWindow } from '../../model/scroll-window.ts'
import { usePage } from '../../store.ts'
import { useSize } from '../../ui/use-size.ts'
import { show } from '../../url-state.ts'
import { Batch } from './batch.tsx'
import './telemetry.css'

/** What Lambda tells, whoever subscribes. */
const everything = ''
/** Batches of one subscriber that are listed; those before are rows of the diagram. */
const mostBatches = 200
const lineHeight = 18

export function Telemetry() {
  const { session, function: name } = usePage()
  usePage((page) => page.revision)
  const fn = name === undefined ? undefined : session.functions.get(name)
  const subscribers = fn === undefined ? [] : subscribersOf(fn)
  const [chosen, setChosen] = useState(everything)
  const subscriber = subscribers.includes(chosen) ? chosen : everything
  if (fn === undefined || (fn.told.length === 0 && subscribers.length === 0))
    return (
      <section className="telemetry-view" aria-label="Telemetry" tabIndex={-1}>
        <p className="hint">
          What Lambda tells of each Init and invocation appears here, and the batches in which extensions that subscribe
          get it.
        </p>
      </section>
    )
  return (
    <section className="telemetry-view" aria-label="Telemetry" tabIndex={-1}>
      <div className="telemetry-of" role="group" aria-label="As seen by">
        {[everything, ...subscribers].map((one) => (
          <button key={one} type="button" aria-pressed={one === subscriber} onClick={() => setChosen(one)}>
            {one === everything ? 'Everything' : one}
          </button>
        ))}
        <span className="quiet">
          {subscribers.length === 0
            ? 'No extension subscribes: this is what one would get.'
            : subscriber === everything
              ? 'What Lambda tells, before anybody’s types and schema version.'
              : subscriptionWord(fn, subscriber)}
        </span>
      </div>
      {subscriber === everything ? (
        <Events fn={fn} start={session.startedAt ?? 0} />
      ) : (
        <Batches deliveries={deliveriesOf(fn, subscriber, mostBatches)} start={session.startedAt ?? 0} />
      )}
    </section>
  )
}

function Events({ fn, start }: { fn: FunctionModel; start: number }) {
  const scroller = useRef<HTMLDivElement>(null)
  const { height } = useSize(scroller)
  const [scrollTop, setScrollTop] = useState<number | 'end'>('end')
  const sight = scrollWindow(fn.told.length, lineHeight, { scrollTop, height })
  return (
    <div
      ref={(element) => {
        scroller.current = element
        if (scrollTop === 'end') element?.scrollTo({ top: sight.tall })
      }}
      className="telemetry-lines"
      tabIndex={0}
      role="log"
      aria-label="Events"
      aria-live="off"
      onScroll={({ currentTarget: { scrollTop: top, scrollHeight, clientHeight } }) =>
        setScrollTop(scrollHeight - top - clientHeight < 6 ? 'end' : top)
      }
    >
      <div style={{ height: sight.tall }}>
        {fn.told.slice(sight.first, sight.last).map(({ seq, event }, at) => (
          <div
            key={sight.first + at}
            className="telemetry-line"
            style={{ top: sight.top(sight.first + at) }}
            onClick={() => show({ selected: rowNear(fn, seq) }, 'push')}
          >
            <time>{since(event.time, start)}</time>
            <b>{event.type}</b>
            <span>{recordLine(event.record)}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

function Batches({ deliveries, start }: { deliveries: readonly Delivery[]; start: number }) {
  if (deliveries.length === 0) return <p className="hint">Nothing has been sent to it yet.</p>
  return (
    <div className="telemetry-lines" tabIndex={0} role="region" aria-label="Batches">
      {deliveries.map((delivery, index) => (
        <Batch key={delivery.row.seq} delivery={delivery} start={start} opened={index === deliveries.length - 1} />
      ))}
    </div>
  )
}

/** Names of extensions that subscribed in any environment, or got something. */
function subscribersOf(fn: FunctionModel): string[] {
  const names = new Set<string>()
  for (const environment of fn.environments.values())
    for (const { name, subscription } of environment.extensions.values())
      if (subscription !== undefined) names.add(name)
  const lanes = new Set(lanesOf(fn))
  for (const { kind, extension, to } of fn.rows)
    if (kind === 'telemetry' && extension !== undefined && lanes.has(to ?? '')) names.add(extension)
  return [...names]
}

function subscriptionWord(fn: FunctionModel, name: string): string {
  const found = [...fn.environments.values()].flatMap((one) => one.extensions.get(name) ?? [])
  const subscribed = found.find(({ subscription }) => subscription !== undefined)
  const waiting = found.reduce((sum, { buffered }) => sum + buffered, 0)
  if (subscribed?.subscription === undefined) return ''
  const { types, schemaVersion, protocol } = subscribed.subscription
  return `${types.join(', ')} · ${schemaVersion} · ${protocol} · ${waiting} waiting for the next batch`
}

/** The row that an event stands for, or the last before it. */
function rowNear(fn: FunctionModel, seq: number): number | undefined {
  return fn.rows.findLast((row: Row) => row.seq <= seq && row.kind !== 'gap' && row.kind !== 'explain')?.seq
}

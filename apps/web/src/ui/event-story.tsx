// What became of an asynchronous event: its attempts, the waits between them, its end, and the record that a destination got.
import { waitOf, type FunctionModel, type Invocation, type QueuedEvent } from '@playground/protocol/model'
import { endSentence, stepsOf, waitWords, type EventStep } from '../model/event-steps.ts'
import { outcomeWord } from '../model/figures.ts'
import { duration } from '../model/format.ts'
import { usePage } from '../store.ts'
import { show } from '../url-state.ts'
import { Badge } from './badge.tsx'
import { BodyView } from './body-view.tsx'
import { useEntry } from './use-entry.ts'
import { useNow } from './use-now.ts'
import './event-story.css'

/** At the limit of concurrency there may be very many. */
const most = 12

type Props = { fn: FunctionModel; event: QueuedEvent; current: string }

/** `current`: the attempt that is looked at. */
export function EventStory({ fn, event, current }: Props) {
  const now = useNow(fn)
  const steps = stepsOf(fn, event)
  const end = endSentence(event)
  const left = steps.length - most
  return (
    <div className="event-story" role="group" aria-label="What became of the event">
      <Origin {...event} />
      {left > 0 && <p className="quiet">{left} steps before these</p>}
      <ol>
        {steps.slice(-most).map((step) => (
          <li key={keyOf(step)} className={step.kind}>
            {step.kind === 'wait' ? (
              <span className={step.wait.to === undefined ? 'pending' : 'quiet'} title={step.wait.due?.why}>
                {waitWords(step.wait, now)}
              </span>
            ) : (
              <Attempt invocation={step.invocation} current={step.invocation.id === current} />
            )}
          </li>
        ))}
        {end !== undefined && (
          <li className={`end ${event.ended?.how === 'succeeded' ? '' : 'error'}`}>
            <button type="button" className="link" onClick={() => show({ selected: event.ended?.seq }, 'push')}>
              {end}
            </button>
          </li>
        )}
      </ol>
      {end === undefined && waitOf(event) === undefined && event.attempts.length === 0 && (
        <p className="quiet">The event is on its way.</p>
      )}
      {event.destined !== undefined && <Destined destined={event.destined} />}
    </div>
  )
}

function keyOf(step: EventStep): string {
  return step.kind === 'wait' ? `wait ${step.wait.seq}` : step.invocation.id
}

/** How it came, where no call of this session is to be seen. */
function Origin({ recordOf, recovered }: QueuedEvent) {
  if (recovered !== undefined)
    return (
      <p className="quiet">
        A session before left it in the queue, {recovered === 1 ? 'after one attempt' : `after ${recovered} attempts`}.
      </p>
    )
  if (recordOf === undefined) return null
  return (
    <p className="quiet">
      No caller: it is the record of an event of{' '}
      <OtherFunction name={recordOf.function} invocation={recordOf.event}>
        {recordOf.function}
      </OtherFunction>
      .
    </p>
  )
}

function Attempt({ invocation, current }: { invocation: Invocation; current: boolean }) {
  const { number, attempt = 1, outcome, durationMs, receivedSeq, reported, help } = invocation
  const word = outcome === undefined ? 'running' : outcomeWord(outcome)
  return (
    <>
      <button
        type="button"
        className="link"
        aria-current={current ? 'true' : undefined}
        onClick={() => show({ selected: receivedSeq }, 'push')}
      >
        Attempt {attempt}
      </button>
      <Badge tone={outcome === 'ok' || outcome === undefined ? 'ok' : 'error'}>{word}</Badge>
      <span className="quiet ellipsis" title={reported?.message ?? help}>
        Invoke {number}
        {durationMs === undefined || durationMs === 0 ? '' : ` · ${duration(durationMs)}`}
      </span>
    </>
  )
}

function Destined({ destined }: { destined: NonNullable<QueuedEvent['destined']> }) {
  const entry = useEntry(destined.seq, 'event.destined')
  const { destination, invocation, problem } = destined
  const to = destination.startsWith('function:') ? destination.slice('function:'.length) : undefined
  return (
    <div className="destined">
      <p>
        <span className="quiet">{destined.on === 'success' ? 'onSuccess' : 'onFailure'}</span>{' '}
        {to === undefined || invocation === undefined ? (
          <code>{destination}</code>
        ) : (
          <OtherFunction name={to} invocation={invocation}>
            {destination}
          </OtherFunction>
        )}
      </p>
      {problem !== undefined && <p className="help">{problem}</p>}
      {entry !== undefined && <BodyView body={entry.record} />}
    </div>
  )
}

/** A way to an invocation of another function, as far as the page holds it. */
function OtherFunction({ name, invocation, children }: { name: string; invocation: string; children: string }) {
  usePage((page) => page.revision)
  const other = usePage((page) => page.session.functions.get(name))
  const seq = other?.heads.get(invocation)?.seq ?? other?.events.get(invocation)?.seq
  if (seq === undefined) return <code>{children}</code>
  return (
    <button type="button" className="link" onClick={() => show({ function: name, selected: seq }, 'push')}>
      {children}
    </button>
  )
}

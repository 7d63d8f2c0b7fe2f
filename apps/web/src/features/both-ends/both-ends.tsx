// One invocation as the caller saw it beside what the runtime saw, with what Lambda made of one for the other.
import { eventOf, type FunctionModel, type Invocation, type Session } from '@playground/protocol/model'
import { answerBodies, answerLines } from '../../model/both-ends/answer-lines.ts'
import { notAnswered, notDelivered, notPosted } from '../../model/both-ends/ends.ts'
import { requestBodies, requestLines } from '../../model/both-ends/request-lines.ts'
import { outcomeWord } from '../../model/figures.ts'
import { environmentWord, shortId } from '../../model/format.ts'
import { invocationWord } from '../../model/invocation-words.ts'
import { useParts, usePage } from '../../store.ts'
import { Badge } from '../../ui/badge.tsx'
import { EventStory } from '../../ui/event-story.tsx'
import { OverView } from '../../ui/over-view.tsx'
import { show } from '../../url-state.ts'
import { BodyPair } from './body-pair.tsx'
import { LineRow } from './line-row.tsx'
import { useEnds } from './use-ends.ts'
import './both-ends.css'

const close = () => show({ both: undefined }, 'push')

export function BothEnds({ invocation: id }: { invocation: string }) {
  const { session } = useParts('session', 'revision')
  const name = usePage((page) => page.function)
  const fn = session.functions.get(name ?? '')
  const invocation = fn?.invocations.get(id)
  const about = invocation !== undefined && (
    <>
      <span>{invocationWord(invocation)}</span>
      {invocation.outcome !== undefined && (
        <Badge tone={invocation.outcome === 'ok' ? 'ok' : 'error'}>{outcomeWord(invocation.outcome)}</Badge>
      )}
      <span className="quiet mono">{shortId(id)}</span>
      {invocation.environment !== undefined && <span className="quiet">{environmentWord(invocation.environment)}</span>}
    </>
  )
  return (
    <OverView label="Both ends" closing="Close both ends" about={about} close={close}>
      {fn === undefined || invocation === undefined ? (
        <p className="hint">
          This invocation is not in what the page holds of the function’s session. It may be of another session, or lie
          before a moment that is shown.
        </p>
      ) : (
        <Table session={session} fn={fn} invocation={invocation} />
      )}
    </OverView>
  )
}

function Table({ session, fn, invocation }: { session: Session; fn: FunctionModel; invocation: Invocation }) {
  const { ends, call, delivery, posted, answer, stream } = useEnds(session, invocation)
  const asynchronous = invocation.type === 'Event'
  const acknowledged = ends.posted?.status
  const request =
    call === undefined ? [] : requestLines({ call, delivery, asynchronous, deliveredAt: ends.delivery?.answeredAt })
  const lines = answerLines({ posted, acknowledged, answer, asynchronous, stream })
  const event = eventOf(fn, invocation.id)
  const noAnswer = notAnswered(ends, event)
  return (
    <div className="ends-scroll" tabIndex={0} role="group" aria-label="What each end saw">
      <div className="ends-heads" aria-hidden="true">
        <b>Caller</b>
        <span>Lambda, in between</span>
        <b>Runtime</b>
      </div>
      <h3>
        The request <span>from the caller to the runtime →</span>
      </h3>
      <Missing caller={call === undefined ? noAnswer : undefined} runtime={notDelivered(invocation, ends)} />
      <ul className="ends-lines" aria-label="The request">
        {request.map((line, index) => (
          <LineRow key={index} line={line} way="→" />
        ))}
      </ul>
      {call !== undefined && <BodyPair what="event" bodies={requestBodies(call, delivery)} />}
      {ends.deliveries > 1 && (
        <p className="ends-note">The event was handed out {ends.deliveries} times; this is the last.</p>
      )}
      <h3>
        The answer <span>← from the runtime to the caller</span>
      </h3>
      <Missing caller={call === undefined ? undefined : noAnswer} runtime={notPosted(fn, invocation, ends)} />
      <ul className="ends-lines" aria-label="The answer">
        {lines.map((line, index) => (
          <LineRow key={index} line={line} way="←" />
        ))}
      </ul>
      <BodyPair what="answer" bodies={answerBodies(posted, answer, asynchronous, stream)} />
      {event !== undefined && (
        <>
          <h3>
            The event <span>what Lambda does with it after its 202</span>
          </h3>
          <EventStory fn={fn} event={event} current={invocation.id} />
        </>
      )}
      {ends.refused > 0 && (
        <p className="ends-note">
          {ends.refused === 1 ? 'One more answer' : `${ends.refused} more answers`} of the runtime for this event{' '}
          {ends.refused === 1 ? 'was' : 'were'} refused: only the first counts, and the caller learned nothing of it.
        </p>
      )}
    </div>
  )
}

/** What is not there at an end, and why. */
function Missing({ caller, runtime }: { caller: string | undefined; runtime: string | undefined }) {
  if (caller === undefined && runtime === undefined) return null
  return (
    <div className="ends-missing">
      <p>{caller}</p>
      <span />
      <p>{runtime}</p>
    </div>
  )
}

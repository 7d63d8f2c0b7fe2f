// The bodies at both ends: once where they are the same bytes, else side by side.
import type { Body } from '@playground/protocol'
import type { Bodies } from '../../model/both-ends/line.ts'
import { bytes } from '../../model/format.ts'
import { BodyView } from '../../ui/body-view.tsx'

export function BodyPair({
  what,
  bodies: { caller, runtime, how, words },
}: {
  what: 'event' | 'answer'
  bodies: Bodies
}) {
  if (caller === undefined && runtime === undefined) return null
  if (how === 'same' && caller !== undefined)
    return (
      <div className="ends-body same">
        <p>
          <b>The same {bytes(caller.bytes)} at both ends.</b> {words}
        </p>
        {caller.bytes > 0 && <BodyView body={caller} />}
      </div>
    )
  return (
    <div className="ends-body">
      <Half who="Caller" what={what} body={caller} />
      <p className="ends-words">{words}</p>
      <Half who="Runtime" what={what} body={runtime} />
    </div>
  )
}

function Half({ who, what, body }: { who: string; what: string; body: Body | undefined }) {
  if (body === undefined) return <div />
  return (
    <div>
      <p className="sub-title">
        {who}’s {what} · {bytes(body.bytes)}
      </p>
      {body.bytes === 0 ? <p className="quiet">Empty.</p> : <BodyView body={body} />}
    </div>
  )
}

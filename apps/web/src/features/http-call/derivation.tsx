// How the request was made of the event, and what of the event no call of a URL can bring about.
import type { DerivedRequest } from '@playground/protocol'

const words: Record<DerivedRequest['from'], string> = {
  'version-2': 'The event is an HTTP request in payload 2.0, and this request makes that event.',
  'rest-api': 'The event is of a REST API, and this is the same request to the function’s URL.',
  'load-balancer': 'The event is of a load balancer, and this is the same request to the function’s URL.',
  json: 'The event is no HTTP request, so this one has it as its body: the function finds it in event.body.',
  text: 'What stands in the event’s editor is no JSON: it is the body, as text.',
}

type Props = { derived: DerivedRequest | undefined; fromEvent: boolean; onUndo: (() => void) | undefined }

export function Derivation({ derived, fromEvent, onUndo }: Props) {
  if (derived === undefined && onUndo === undefined) return null
  return (
    <div className="http-derived">
      {derived !== undefined && <p>{words[derived.from]}</p>}
      {derived !== undefined && derived.notes.length > 0 && (
        <>
          <p>What it cannot carry:</p>
          <ul>
            {derived.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
      {onUndo !== undefined && (
        <button type="button" className="link" onClick={onUndo}>
          {fromEvent ? 'Take it from the event again' : 'Back to what was sent'}
        </button>
      )}
    </div>
  )
}

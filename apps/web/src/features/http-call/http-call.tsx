// An HTTP call of a function: the request to put together and send, and what became of it, from request to response.
import type { KeyboardEvent } from 'react'
import { usePage, useParts } from '../../store.ts'
import { newHttpCall, useHttpCalls } from '../../http-calls.ts'
import { outcomeWord } from '../../model/figures.ts'
import { duration, shortId } from '../../model/format.ts'
import { Badge } from '../../ui/badge.tsx'
import { commandKey } from '../../ui/keys.ts'
import { OverView } from '../../ui/over-view.tsx'
import { show } from '../../url-state.ts'
import { Parts } from './parts.tsx'
import { RequestEditor } from './request-editor.tsx'
import './http-call.css'

const close = () => show({ both: undefined }, 'push')

/** `call`: its request id, or `newHttpCall`; `event`: what stands in the event's editor. */
export function HttpCall({ call, event }: { call: string; event: string }) {
  const { session, connection } = useParts('session', 'connection', 'revision')
  const name = usePage((page) => page.function)
  const sent = useHttpCalls((calls) => calls[call])
  const fn = session.functions.get(name ?? '')
  const invocation = fn?.invocations.get(call)
  const status = invocation?.status ?? sent?.answer?.status
  /** Here the keys of Invoke send the request, whatever in it has the focus. */
  const onKeyDown = (key: KeyboardEvent<HTMLElement>) => {
    const editor = key.currentTarget.querySelector('form')
    if (!commandKey(key) || key.key !== 'Enter' || !editor) return
    key.preventDefault()
    key.stopPropagation()
    editor.requestSubmit()
  }
  const about = (
    <>
      {status !== undefined && <Badge tone={status < 400 ? 'ok' : 'error'}>{status}</Badge>}
      {invocation !== undefined && (
        <>
          {invocation.number > 0 && <span>Invoke {invocation.number}</span>}
          {invocation.outcome !== undefined && invocation.outcome !== 'ok' && (
            <span className="http-failed">{outcomeWord(invocation.outcome)}</span>
          )}
          {invocation.tookMs !== undefined && <span className="quiet">{duration(invocation.tookMs)}</span>}
          <span className="quiet mono">{shortId(invocation.id)}</span>
        </>
      )}
    </>
  )
  return (
    <OverView label="HTTP call" closing="Close the HTTP call" about={about} close={close} onKeyDown={onKeyDown}>
      <div className="http-scroll">
        {name !== undefined && connection.phase !== 'recorded' && (
          <RequestEditor key={name} name={name} call={call} event={event} session={session} invocation={invocation} />
        )}
        {call === newHttpCall ? (
          <p className="hint">
            A real HTTP call of the function’s URL. Below will be what became of it: the request, the event that Lambda
            makes of it, the result that the function returns, and the response that Lambda makes of that.
          </p>
        ) : (
          <Parts session={session} fn={fn} invocation={invocation} sent={sent} name={name ?? ''} />
        )}
      </div>
    </OverView>
  )
}

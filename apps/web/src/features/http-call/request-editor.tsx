// The request of an HTTP call: method and path in a line, headers and body below it, and what it takes to send it.
import { httpMethods, httpRequestProblem, type HttpMethod } from '@playground/protocol'
import type { Invocation, Session } from '@playground/protocol/model'
import { ChevronDown, ExternalLink, Send } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { sendHttpCall } from '../../control/http-calls.ts'
import { newHttpCall } from '../../http-calls.ts'
import { showNow } from '../../moment/show-now.ts'
import { headsFromText, headsText } from '../../model/http-call/heads-text.ts'
import { asCurl, asFetch } from '../../model/http-call/request-code.ts'
import { count } from '../../model/http-call/step.ts'
import { functionUrls } from '../../model/http-call/function-urls.ts'
import { bytes } from '../../model/format.ts'
import { usePage } from '../../store.ts'
import { announce } from '../../ui/announce.ts'
import { invokeKeys } from '../../ui/keys.ts'
import { MenuButton, type MenuItem } from '../../ui/menu.tsx'
import { show } from '../../url-state.ts'
import { Derivation } from './derivation.tsx'
import { useRequest } from './use-request.ts'

type Props = {
  name: string
  call: string
  event: string
  session: Session
  invocation: Invocation | undefined
}

export function RequestEditor({ name, call, event, session, invocation }: Props) {
  const address = usePage((page) => page.functionUrlAddress) ?? ''
  const { request, derived, changed, change, undo } = useRequest(name, call, event, session, invocation)
  const [heads, setHeads] = useHeadsText(request.heads)
  const id = useId()
  const { path: url } = functionUrls(address, name)
  const problem = heads.problem ?? httpRequestProblem(request)
  const send = () => {
    if (problem !== undefined) return
    void showNow()
    const sent = sendHttpCall(name, request)
    undo()
    show({ both: sent }, call === newHttpCall ? 'replace' : 'push')
  }
  const copy = (text: string, done: string) => void navigator.clipboard.writeText(text).then(() => announce(done))
  const copies: MenuItem[] = [
    { kind: 'action', label: 'Copy as cURL', onSelect: () => copy(asCurl(request, url), 'Copied for a shell') },
    { kind: 'action', label: 'Copy as fetch', onSelect: () => copy(asFetch(request, url), 'Copied as JavaScript') },
    { kind: 'action', label: 'Copy the address', onSelect: () => copy(`${url}${request.target}`, 'Copied') },
  ]
  return (
    <form
      className="http-editor"
      aria-label="Request to send"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        send()
      }}
    >
      <div className="http-line">
        <select
          aria-label="Method"
          value={request.method}
          onChange={({ target }) => change({ ...request, method: target.value as HttpMethod })}
        >
          {httpMethods.map((method) => (
            <option key={method}>{method}</option>
          ))}
          {!httpMethods.includes(request.method) && <option>{request.method}</option>}
        </select>
        <input
          aria-label="Path and query"
          className="mono"
          value={request.target}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          onChange={({ target }) => change({ ...request, target: target.value })}
        />
        <button type="submit" className="primary" disabled={problem !== undefined}>
          <Send size={12} /> Send <kbd>{invokeKeys}</kbd>
        </button>
        <MenuButton label="Copy the request" items={copies} className="quiet-button">
          Copy <ChevronDown size={12} />
        </MenuButton>
        <a
          className="quiet-button"
          href={`${url}${request.target}`}
          target="_blank"
          rel="noopener noreferrer"
          title="Opens the address in a tab of the browser, with GET"
        >
          <ExternalLink size={12} /> Open
        </a>
      </div>
      <p className="http-address mono">
        {url}
        <b>{request.target}</b>
      </p>
      {problem !== undefined && (
        <p id={`${id}-problem`} className="problem" role="alert">
          {problem}
        </p>
      )}
      <details className="http-rest" open={call === newHttpCall}>
        <summary>
          {count(request.heads.length, 'header')}
          {request.body === '' ? ' · no body' : ` · body ${sizeOf(request.body, request.base64)}`}
          {changed && <span className="changed"> · changed</span>}
        </summary>
        <div className="http-fields">
          <label>
            Headers
            <textarea
              className="mono"
              rows={5}
              spellCheck={false}
              placeholder="name: value"
              value={heads.text}
              aria-invalid={heads.problem !== undefined}
              onChange={({ target }) => {
                const next = headsFromText(target.value)
                setHeads({ text: target.value, ...next })
                change({ ...request, heads: next.heads })
              }}
            />
          </label>
          <label>
            <span>Body{request.base64 === true && ', in base64'}</span>
            <textarea
              className="mono"
              rows={5}
              spellCheck={false}
              placeholder="Empty"
              value={request.body}
              onChange={({ target }) => change({ ...request, body: target.value })}
            />
          </label>
        </div>
        <Derivation derived={derived} onUndo={changed ? undo : undefined} fromEvent={call === newHttpCall} />
      </details>
    </form>
  )
}

/** What was typed stays as it is, as long as it says the same. */
function useHeadsText(heads: readonly [string, string][]) {
  const said = headsText([...heads])
  const [typed, setTyped] = useState({ text: said, heads: [...heads], problem: undefined as string | undefined })
  const same = headsText(typed.heads) === said
  useEffect(() => {
    if (!same) setTyped({ text: said, heads: headsFromText(said).heads, problem: undefined })
  }, [said, same])
  return [same ? typed : { text: said, heads: [...heads], problem: undefined }, setTyped] as const
}

function sizeOf(body: string, base64: true | undefined): string {
  return bytes(base64 === true ? Math.floor((body.length * 3) / 4) : new TextEncoder().encode(body).length)
}

// The four parts of an HTTP call, as far as they have come: request, event, result and response.
import { hasPrelude, httpCallHead, type Body, type EventOf, type Heads, type HttpAnswer } from '@playground/protocol'
import type { Invocation, Session } from '@playground/protocol/model'
import { useEffect, useMemo, useState } from 'react'
import { readBody } from '../../control/body.ts'
import type { SentCall } from '../../http-calls.ts'
import { endsOf, type Ends } from '../../model/both-ends/ends.ts'
import { eventSteps } from '../../model/http-call/event-steps.ts'
import { responseSteps, type Returned } from '../../model/http-call/response-steps.ts'
import { isJson, parsed, type Step } from '../../model/http-call/step.ts'
import { preludeJson } from '../../model/prelude.ts'
import { useEntry } from '../../ui/use-entry.ts'

/** `status`: of a response. */
export type Message = { first: string; status?: number; heads: Heads; body: Body | undefined }

export type CallParts = {
  ends: Ends | undefined
  request: Message | undefined
  event: Body | undefined
  result: Body | undefined
  /** The runtime posted it as an error. */
  failed: boolean
  response: (Message & { status: number }) | undefined
  /** Its body still comes. */
  streams: boolean
  toEvent: Step[]
  toResponse: Step[]
}

export function useCallParts(
  session: Session,
  name: string,
  invocation: Invocation | undefined,
  sent: SentCall | undefined,
): CallParts {
  const ends = invocation === undefined ? undefined : endsOf(session, invocation)
  const { call, delivery, posted } = ends ?? {}
  const opened = useEntry(call?.openedSeq, 'exchange.opened')
  const received = useEntry(call?.receivedSeq, 'exchange.received')
  const answered = useEntry(call?.answeredSeq, 'exchange.answered')
  const delivered = useEntry(delivery?.answeredSeq, 'exchange.answered')
  const postedAs = useEntry(posted?.openedSeq, 'exchange.opened')
  const returned = useEntry(posted?.receivedSeq, 'exchange.received')
  const event = useBytes(delivered?.body)
  const result = useBytes(returned?.body)

  const request = useMemo((): Message | undefined => {
    if (opened !== undefined)
      return {
        first: `${opened.method} ${opened.target}`,
        heads: unmasked(withoutOwn(opened.heads), sent?.request.heads),
        body: received?.body,
      }
    if (sent === undefined) return undefined
    const { method, target, heads } = sent.request
    return { first: `${method} /${name}${target}`, heads, body: undefined }
  }, [opened, received, sent, name])
  const toEvent = useMemo(() => {
    const value = parsed(textOf(event))
    if (opened === undefined || !isJson(value)) return []
    return eventSteps(
      { target: opened.target, heads: withoutOwn(opened.heads), bytes: received?.body.bytes ?? 0 },
      value,
      name,
    )
  }, [opened, received, event, name])
  const failed = posted !== undefined && posted.endpoint !== 'response'
  const toResponse = useMemo(() => {
    if (answered === undefined) return []
    const type = postedAs?.heads.find(([head]) => head.toLowerCase() === 'content-type')?.[1]
    const streamed = answered.streams === true
    const post: Returned | undefined =
      postedAs === undefined
        ? undefined
        : {
            value: parsed(textOf(result)),
            failed,
            streamed: streamed
              ? { prelude: hasPrelude(type) && result !== undefined ? preludeJson(result) : undefined }
              : undefined,
          }
    return responseSteps(post, { status: answered.status, heads: answered.heads, refusal: answered.refusal })
  }, [answered, postedAs, result, failed])
  return {
    ends,
    request,
    event: delivered?.body,
    result: returned?.body,
    failed,
    response: responseOf(answered, sent?.answer),
    streams: answered?.streams === true,
    toEvent,
    toResponse,
  }
}

function responseOf(answered: EventOf<'exchange.answered'> | undefined, own: HttpAnswer | undefined) {
  const status = answered?.status ?? own?.status
  if (status === undefined) return undefined
  const heads = answered === undefined ? (own?.heads ?? []) : unmasked(answered.heads, own?.heads)
  return { first: `HTTP/1.1 ${status}`, status, heads, body: answered?.body }
}

/** The journal masks what is secret; of its own calls this page knows the values. */
function unmasked(heads: Heads, known: Heads = []): Heads {
  const left = [...known]
  return heads.map(([name, value]): [string, string] => {
    const at = left.findIndex(([one]) => one.toLowerCase() === name.toLowerCase())
    const own = at < 0 ? undefined : left.splice(at, 1)[0]
    return [name, value.startsWith('redacted{') && own !== undefined ? own[1] : value]
  })
}

function withoutOwn(heads: Heads): Heads {
  return heads.filter(([name]) => name.toLowerCase() !== httpCallHead)
}

/** The whole of a body; undefined as long as it is not there. */
function useBytes(body: Body | undefined): Uint8Array | undefined {
  const [bytes, setBytes] = useState<Uint8Array | undefined>()
  useEffect(() => {
    let current = true
    setBytes(undefined)
    if (body !== undefined) void readBody(body).then((read) => current && setBytes(read ?? new Uint8Array()))
    return () => {
      current = false
    }
  }, [body])
  return bytes
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && new TextDecoder().decode(bytes)
}

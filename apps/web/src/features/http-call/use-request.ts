// The request in the editor: that of the event or of the call that is shown, until somebody changes it.
import { httpRequestOf, type DerivedRequest, type HttpRequest } from '@playground/protocol'
import type { Invocation, Session } from '@playground/protocol/model'
import { useEffect, useMemo, useState } from 'react'
import { readRequest } from '../../control/request.ts'
import { newHttpCall, useHttpCalls } from '../../http-calls.ts'
import { requestOfCall } from '../../model/http-call/from-call.ts'
import { usePage } from '../../store.ts'

/** Changes outlive a look at something else; by function. */
const changes = new Map<string, { call: string; request: HttpRequest }>()

export type Editing = {
  request: HttpRequest
  /** What the event says, where the request is made of it. */
  derived: DerivedRequest | undefined
  changed: boolean
  change: (request: HttpRequest) => void
  /** Back to what the event or the call says. */
  undo: () => void
}

export function useRequest(
  name: string,
  call: string,
  event: string,
  session: Session,
  invocation: Invocation | undefined,
): Editing {
  const [changed, setChanged] = useState(() => changes.get(name))
  const derived = useMemo(() => httpRequestOf(event), [event])
  const sent = useHttpCalls((calls) => calls[call])
  const made = useRequestOf(name, session, sent === undefined ? invocation : undefined)
  const own = call === newHttpCall ? derived.request : (sent?.request ?? made)
  const mine = changed?.call === call ? changed.request : undefined
  const put = (next: typeof changed) => {
    if (next === undefined) changes.delete(name)
    else changes.set(name, next)
    setChanged(next)
  }
  return {
    request: mine ?? own ?? derived.request,
    derived: call === newHttpCall && mine === undefined ? derived : undefined,
    changed: mine !== undefined,
    change: (request) => put({ call, request }),
    undo: () => put(undefined),
  }
}

/** The request of a call that came from elsewhere, or before this page was loaded: its event tells all of it. */
function useRequestOf(name: string, session: Session, invocation: Invocation | undefined): HttpRequest | undefined {
  const read = usePage((page) => page.entry)
  const [request, setRequest] = useState<HttpRequest | undefined>()
  const [id, openedSeq] = [invocation?.id, session.exchanges.get(invocation?.exchange ?? -1)?.openedSeq]
  const delivered = invocation?.dispatchedAt !== undefined
  useEffect(() => {
    let current = true
    setRequest(undefined)
    const load = async () => {
      const event = id === undefined ? undefined : await readRequest(name, id)
      if (event !== undefined) return httpRequestOf(event).request
      const opened = openedSeq === undefined ? undefined : (await read(openedSeq))?.event
      return opened?.type === 'exchange.opened' ? requestOfCall(name, opened) : undefined
    }
    void load().then((found) => current && setRequest(found))
    return () => {
      current = false
    }
  }, [name, id, openedSeq, delivered, read])
  return request
}

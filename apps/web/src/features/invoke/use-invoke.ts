// What a press of Invoke does: what it sends, and why it is not what is meant.
import { useCallback, useRef, useState } from 'react'
import { isJson } from '../../model/is-json.ts'
import { announce } from '../../ui/announce.ts'
import { showNow } from '../../moment/show-now.ts'
import { usePage } from '../../store.ts'
import { unsavedFilesOf } from '../../unsaved-files.ts'
import { startRun } from '../../control/runs.ts'
import { isRun, planOf, type CallSettings } from './call-settings.ts'
import { sendInvoke, type Sent } from './invoke.ts'
import type { Streamed } from './read-stream.ts'
import type { JsonProblem } from './json-problem.ts'

export type InvokeState = {
  invoke: () => void
  /** Sends what was sent last, whatever stands in the editor now. */
  repeat: () => void
  /** Sends another event, once. */
  send: (event: string) => void
  /** Why a press would not be what is meant, and where in the event; a second press sends it all the same. */
  warning: { message: string; offset: number | undefined } | undefined
  refused: Sent['refused']
}

export function useInvoke(name: string | undefined, event: string, settings: CallSettings): InvokeState {
  const [refused, setRefused] = useState<Sent['refused']>()
  const [warned, setWarned] = useState<{ event: string; problem: JsonProblem } | undefined>()
  const last = useRef<{ name: string; event: string; settings: CallSettings } | undefined>(undefined)

  const go = useCallback((to: string, text: string, chosen: CallSettings) => {
    // A tenant that was named once is no part of a call to a function that keeps none apart.
    const how = isolatesTenants(to) ? chosen : { ...chosen, tenant: '' }
    setRefused(undefined)
    setWarned(undefined)
    last.current = { name: to, event: text, settings: how }
    const unsaved = unsavedFilesOf(to)
    if (unsaved.length > 0) announce(`${unsaved.join(' and ')} not saved: this invocation runs what is saved.`)
    if (isRun(how)) {
      void showNow()
      startRun(planOf(to, text, how)).catch((problem: unknown) => {
        const message = problem instanceof Error ? problem.message : String(problem)
        setRefused({ status: 0, type: 'The run was not started', message })
      })
      return
    }
    void sendInvoke(to, text, how).then((sent) => {
      setRefused(sent.refused)
      if (sent.status === 204) announce(`Dry run: ${to} could be invoked. Nothing ran.`)
      if (sent.streamed !== undefined) announce(streamedSentence(sent.streamed))
      if (sent.status === 202) announce('Accepted: Lambda runs it, and nobody waits for the result.')
    })
  }, [])
  const isWarned = warned?.event === event
  const invoke = useCallback(() => {
    if (name === undefined) return
    // An event without anything in it is sent as it is.
    if (isWarned || event.trim() === '' || isJson(event)) return go(name, event, settings)
    void import('./json-problem.ts').then(({ jsonProblem }) => {
      const problem = jsonProblem(event)
      if (problem !== undefined) setWarned({ event, problem })
    })
  }, [name, event, settings, isWarned, go])
  const repeat = useCallback(() => {
    const { current } = last
    if (current === undefined) invoke()
    else go(current.name, current.event, current.settings)
  }, [go, invoke])
  const send = useCallback(
    (text: string) => {
      if (name !== undefined) go(name, text, { ...settings, repeat: 'times', times: 1 })
    },
    [name, settings, go],
  )
  const warning =
    warned?.event === event
      ? { message: `${warned.problem.message} Press again to send it as it is.`, offset: warned.problem.offset }
      : undefined
  return { invoke, repeat, send, warning, refused }
}

/** What cannot be seen by everybody: that it came bit by bit. */
function streamedSentence({ pieces, completion }: Streamed): string {
  const how = completion.errorCode === undefined ? '' : `, and ended with ${completion.errorCode}`
  return `The response came in ${pieces} ${pieces === 1 ? 'piece' : 'pieces'}${how}.`
}

/** Whether every call of a function has to name a tenant. */
export function isolatesTenants(name: string | undefined): boolean {
  return usePage.getState().session.state.functions[name ?? '']?.execution.tenantIsolation === true
}

// What a press of Invoke does: what it sends, and why it is not what is meant.
import { useCallback, useRef, useState } from 'react'
import { announce } from '../../ui/announce.ts'
import { usePage } from '../../store.ts'
import { startRun } from '../../control/runs.ts'
import { isRun, planOf, type CallSettings } from './call-settings.ts'
import { sendInvoke, type Sent } from './invoke.ts'
import { jsonProblem } from './json-problem.ts'

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
  const [warned, setWarned] = useState<string | undefined>()
  const last = useRef<{ name: string; event: string; settings: CallSettings } | undefined>(undefined)

  const go = useCallback((to: string, text: string, how: CallSettings) => {
    setRefused(undefined)
    setWarned(undefined)
    last.current = { name: to, event: text, settings: how }
    if (isRun(how)) {
      usePage.setState({ follow: true })
      startRun(planOf(to, text, how)).catch((problem: unknown) => {
        const message = problem instanceof Error ? problem.message : String(problem)
        setRefused({ status: 0, type: 'The run was not started', message })
      })
      return
    }
    void sendInvoke(to, text, how).then((sent) => {
      setRefused(sent.refused)
      if (sent.status === 204) announce(`Dry run: ${to} could be invoked. Nothing ran.`)
      if (sent.status === 202) announce('Accepted: Lambda runs it, and nobody waits for the result.')
    })
  }, [])
  const problem = jsonProblem(event)
  const invoke = useCallback(() => {
    if (name === undefined) return
    if (problem !== undefined && warned !== event) return setWarned(event)
    go(name, event, settings)
  }, [name, event, settings, problem, warned, go])
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
    problem !== undefined && warned === event
      ? { message: `${problem.message} Press again to send it as it is.`, offset: problem.offset }
      : undefined
  return { invoke, repeat, send, warning, refused }
}

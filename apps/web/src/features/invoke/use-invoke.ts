// The state of the Invoke button: what it sends, and why it waits.
import { useCallback, useState } from 'react'
import { usePage } from '../../store.ts'
import { sendInvoke, type Sent } from './invoke.ts'

export type InvokeState = {
  invoke: () => void
  /** Why a press would not be what is meant; a second press sends it all the same. */
  warning: string | undefined
  refused: Sent['refused']
  running: number
}

export function useInvoke(name: string | undefined, event: string): InvokeState {
  const [refused, setRefused] = useState<Sent['refused']>()
  const [warned, setWarned] = useState<string | undefined>()
  const [running, setRunning] = useState(0)
  const problem = jsonProblem(event)
  const invoke = useCallback(() => {
    if (name === undefined) return
    if (problem !== undefined && warned !== event) return setWarned(event)
    setRefused(undefined)
    setRunning((count) => count + 1)
    void sendInvoke(name, event).then((sent) => {
      setRunning((count) => count - 1)
      setRefused(sent.refused)
      if (sent.refused?.status === 0) usePage.setState((page) => ({ revision: page.revision + 1 }))
    })
  }, [name, event, problem, warned])
  const warning = problem !== undefined && warned === event ? `${problem} Press again to send it as it is.` : undefined
  return { invoke, warning, refused, running }
}

function jsonProblem(text: string): string | undefined {
  if (text.trim() === '') return undefined
  try {
    JSON.parse(text)
    return undefined
  } catch (problem) {
    return `The event is not JSON (${problem instanceof Error ? problem.message : String(problem)}).`
  }
}

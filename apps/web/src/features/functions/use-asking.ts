// A question to the server, and what it refused.
import { useCallback, useState } from 'react'

/** `onDone` gets the name of the function that the answer is about. */
export function useAsking(onDone: (name: string) => void) {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | undefined>()
  const fail = useCallback(
    (problem: unknown) => setRefused(problem instanceof Error ? problem.message : String(problem)),
    [],
  )
  const ask = (question: Promise<string>) => {
    setBusy(true)
    question
      .then(onDone)
      .catch(fail)
      .finally(() => setBusy(false))
  }
  return { busy, refused, ask, fail, forget: () => setRefused(undefined) }
}

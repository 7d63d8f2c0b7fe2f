// That the session has grown, a few times a second: for what need not keep up with every frame.
import { useEffect, useState } from 'react'
import { usePage } from '../store.ts'

const everyMs = 100

export function useRevision(): number {
  const [revision, setRevision] = useState(() => usePage.getState().revision)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      timer = undefined
      setRevision(usePage.getState().revision)
    }
    const unsubscribe = usePage.subscribe((now, before) => {
      if (now.revision !== before.revision) timer ??= setTimeout(look, everyMs)
    })
    look()
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [])
  return revision
}

// One entry of the session, from memory or from the server.
import { useEffect, useState } from 'react'
import type { Entry, EventOf, EventType } from '@playground/protocol'
import { usePage } from '../store.ts'

export function useEntry<T extends EventType>(seq: number | undefined, type: T): EventOf<T> | undefined {
  const read = usePage((page) => page.entry)
  const [entry, setEntry] = useState<Entry | undefined>()
  useEffect(() => {
    let current = true
    setEntry(undefined)
    if (seq !== undefined) void read(seq).then((found) => current && setEntry(found))
    return () => {
      current = false
    }
  }, [seq, read])
  return entry?.event.type === type ? (entry.event as EventOf<T>) : undefined
}

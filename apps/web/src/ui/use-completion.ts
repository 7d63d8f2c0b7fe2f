// The last frame of a streamed answer, which says how it went: read from the answer as it went over the wire.
import { useEffect, useState } from 'react'
import type { Completion } from '@playground/protocol/frames'
import type { Exchange } from '@playground/protocol/model'
import { readBody } from '../control/body.ts'
import { useEntry } from './use-entry.ts'

/** A longer answer is not read for its last frame, bytes. */
const mostBytes = 16 * 1024 * 1024

/** Undefined while it is not there, and where it cannot be read. */
export function useCompletion(exchange: Exchange | undefined): Completion | undefined {
  const framed = exchange?.endpoint === 'invoke-stream'
  const sent = useEntry(framed ? exchange?.sentSeq : undefined, 'exchange.sent')
  const [found, setFound] = useState<Completion | undefined>()
  useEffect(() => {
    let current = true
    setFound(undefined)
    if (sent === undefined || sent.body.bytes > mostBytes) return
    void Promise.all([readBody(sent.body), import('@playground/protocol/frames')])
      .then(([bytes, { completionIn }]) => bytes === undefined || !current || setFound(completionIn(bytes)))
      .catch(() => {})
    return () => {
      current = false
    }
  }, [sent])
  return found
}

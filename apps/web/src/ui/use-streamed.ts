// The bytes of a body that streams, read from the entries of its pieces as they come.
import { useEffect, useRef, useState } from 'react'
import { piecesPreviewLimit } from '@playground/protocol'
import type { Exchange } from '@playground/protocol/model'
import { StreamedBytes } from '../model/streamed-bytes.ts'
import { usePage } from '../store.ts'

/** Entries that are asked for in one piece. */
const chunk = 1000

type Read = { exchange: Exchange; side: 'request' | 'answer'; found: StreamedBytes; seq: number }

export function useStreamed(exchange: Exchange, side: 'request' | 'answer'): StreamedBytes {
  const entries = usePage((page) => page.entries)
  usePage((page) => page.revision)
  const pieces = side === 'request' ? exchange.requestPieces : exchange.answerPieces
  const first = pieces?.pieces[0]?.seq
  const last = pieces?.lastSeq
  const [, drawAgain] = useState(0)
  const known = useRef<Read | undefined>(undefined)
  if (known.current?.exchange !== exchange || known.current.side !== side)
    known.current = { exchange, side, found: new StreamedBytes(), seq: 0 }
  const read = known.current
  useEffect(() => {
    if (first === undefined || last === undefined) return
    let current = true
    const go = async () => {
      while (current && read.seq < last && !read.found.cut && read.found.bytes.byteLength < piecesPreviewLimit) {
        const from = Math.max(read.seq, first - 1)
        const found = await entries(from, Math.min(chunk, last - from))
        if (!current || found === undefined || found.length === 0) return
        read.found.take(found, exchange.id, side)
        read.seq = found.at(-1)!.seq
        drawAgain((count) => count + 1)
      }
    }
    void go()
    return () => {
      current = false
    }
  }, [entries, exchange, side, first, last, read])
  return read.found
}

// A response that streams, as it comes: what its pieces show so far, read from the journal as they are told.
import { piecesPreviewLimit, type Body } from '@playground/protocol'
import type { Exchange } from '@playground/protocol/model'
import { useEffect, useRef, useState } from 'react'
import { usePage } from '../../store.ts'

/** Entries that are read at a time. */
const atOnce = 200

/** `whole` is there once all of it has gone out. */
export type Streamed = { text: string; bytes: number; whole: Body | undefined }

const none: Streamed = { text: '', bytes: 0, whole: undefined }

/** `exchange`: undefined where nothing streams. */
export function useStreamed(exchange: Exchange | undefined): Streamed {
  const read = usePage((page) => page.entries)
  const lastSeq = usePage((page) => (exchange === undefined ? 0 : page.session.lastSeq))
  const [shown, setShown] = useState(none)
  const [id, from] = [exchange?.id, exchange?.answeredSeq]
  const at = useRef({ seq: 0, shown: none, decoder: new TextDecoder(), reading: false })
  useEffect(() => {
    at.current = { seq: from ?? 0, shown: none, decoder: new TextDecoder(), reading: false }
    setShown(none)
  }, [id, from])
  useEffect(() => {
    const here = at.current
    if (id === undefined || from === undefined || here.reading || here.shown.whole !== undefined) return
    here.reading = true
    const go = async () => {
      while (here === at.current && here.seq < lastSeq && here.shown.whole === undefined) {
        const entries = await read(here.seq, atOnce)
        if (entries === undefined || entries.length === 0) break
        for (const { of, event } of entries) {
          if (of.exchange !== id) continue
          if (event.type === 'exchange.piece' && event.side === 'answer')
            here.shown = {
              text: `${here.shown.text}${textOf(event.body, here.decoder)}`.slice(0, piecesPreviewLimit),
              bytes: event.offset + event.body.bytes,
              whole: undefined,
            }
          if (event.type === 'exchange.sent') here.shown = { ...here.shown, whole: event.body }
        }
        here.seq = entries.at(-1)!.seq
        if (here === at.current) setShown(here.shown)
      }
      here.reading = false
    }
    void go()
  }, [id, from, lastSeq, read])
  return shown
}

function textOf({ preview, base64 }: Body, decoder: TextDecoder): string {
  if (base64 !== true) return preview
  return decoder.decode(
    Uint8Array.from(atob(preview), (letter) => letter.charCodeAt(0)),
    { stream: true },
  )
}

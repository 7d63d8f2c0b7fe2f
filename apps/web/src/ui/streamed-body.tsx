// A body that streams: it grows as its pieces come, and where it begins with a prelude that is shown as its parts.
import { hasPrelude, type Body } from '@playground/protocol'
import type { Exchange } from '@playground/protocol/model'
import { useMemo } from 'react'
import { bodyOf } from '../model/streamed-bytes.ts'
import { BodyView } from './body-view.tsx'
import { PreludeView } from './prelude-view.tsx'
import { useStreamed } from './use-streamed.ts'

type Props = {
  exchange: Exchange
  side: 'request' | 'answer'
  /** The content type that the runtime gave it. */
  type: string | undefined
  /** More of it may come. */
  open: boolean
  /** The whole of it as it is kept, once it is. */
  whole: Body | undefined
}

export function StreamedBody({ exchange, side, type, open, whole }: Props) {
  const { bytes } = useStreamed(exchange, side)
  const total = (side === 'request' ? exchange.requestPieces : exchange.answerPieces)?.bytes ?? 0
  const name = bytes.byteLength < total ? whole?.whole : undefined
  const body = useMemo(() => bodyOf(bytes, total, name, open), [bytes, total, name, open])
  if (total === 0) return open ? <p className="hint">Nothing has come yet.</p> : <p className="hint">Empty.</p>
  return hasPrelude(type) ? <PreludeView body={body} open={open} /> : <BodyView body={body} open={open} />
}

// A response as its caller got it; one that begins with a prelude, in its parts.
import { hasPrelude, type Body } from '@playground/protocol'
import type { Exchange } from '@playground/protocol/model'
import { Suspense } from 'react'
import { BodyView } from './body-view.tsx'
import { later } from './later.ts'
import { useEntry } from './use-entry.ts'

const PreludeView = later(async () => (await import('./prelude-view.tsx')).PreludeView)

/** `posted`: the runtime's exchange with it, which says what it is; the caller's says application/json of all. */
export function ResponseBody({ body, posted }: { body: Body; posted: Exchange | undefined }) {
  const opened = useEntry(posted?.openedSeq, 'exchange.opened')
  const type = opened?.heads.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  if (!hasPrelude(type)) return <BodyView body={body} />
  return (
    <Suspense fallback={null}>
      <PreludeView body={body} />
    </Suspense>
  )
}

// A body as it went over the wire: pretty where it is JSON, its beginning where it is long, whole on demand.
import { useEffect, useState } from 'react'
import type { Body } from '@playground/protocol'
import { bytes, pretty } from '../model/format.ts'
import { JsonText } from './json-text.tsx'
import { usePage } from '../store.ts'

export function BodyView({ body }: { body: Body }) {
  const epoch = usePage((page) => page.epoch)
  const [whole, setWhole] = useState<string | undefined>()
  useEffect(() => setWhole(undefined), [body])
  if (body.bytes === 0) return <p className="hint">Empty.</p>
  const load = async () => {
    const response = await fetch(`/api/sessions/${epoch ?? ''}/bodies/${body.whole ?? ''}`)
    setWhole(response.ok ? await response.text() : 'This body is no longer kept.')
  }
  return (
    <div className="body-view">
      <pre tabIndex={0} aria-label="Body">
        {body.base64 ? `base64 ${body.preview}` : <JsonText text={pretty(whole ?? body.preview)} />}
      </pre>
      {body.whole !== undefined && whole === undefined && (
        <button type="button" className="link" onClick={() => void load()}>
          Show all {bytes(body.bytes)}
        </button>
      )}
    </div>
  )
}

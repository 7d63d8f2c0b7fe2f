// A body as it went over the wire: indented where it is JSON, its beginning where it is long, whole on demand.
import { useEffect, useState } from 'react'
import type { Body } from '@playground/protocol'
import { bytes } from '../model/format.ts'
import { indentJson } from './indent-json.ts'
import { JsonText } from './json-text.tsx'
import { usePage } from '../store.ts'

export function BodyView({ body }: { body: Body }) {
  const epoch = usePage((page) => page.epoch)
  const [whole, setWhole] = useState<string | undefined>()
  const [problem, setProblem] = useState<string | undefined>()
  useEffect(() => {
    setWhole(undefined)
    setProblem(undefined)
  }, [body])
  if (body.bytes === 0) return <p className="hint">Empty.</p>
  const load = async () => {
    setProblem(undefined)
    try {
      const response = await fetch(`/api/sessions/${epoch ?? ''}/bodies/${body.whole ?? ''}`)
      if (response.ok) setWhole(await response.text())
      else setProblem('This body is no longer kept; this is its beginning.')
    } catch {
      setProblem('The playground did not answer.')
    }
  }
  const partial = whole === undefined && body.whole !== undefined
  return (
    <div className="body-view">
      <pre tabIndex={0} aria-label="Body">
        {body.base64 ? `base64 ${body.preview}` : <JsonText text={indentJson(whole ?? body.preview, partial)} />}
        {partial && <span className="quiet">…</span>}
      </pre>
      {problem !== undefined && <p className="quiet">{problem}</p>}
      {partial && (
        <button type="button" className="link" onClick={() => void load()}>
          Show all {bytes(body.bytes)}
        </button>
      )}
    </div>
  )
}

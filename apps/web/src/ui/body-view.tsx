// A body as it went over the wire: as a tree, as text or in hexadecimal; its beginning where it is long, whole on demand.
import { Suspense, useEffect, useMemo, useState } from 'react'
import type { Body } from '@playground/protocol'
import { readBody } from '../control/body.ts'
import { bytesIn } from '../model/body-bytes.ts'
import { bytes as bytesWord } from '../model/format.ts'
import { isNestedJson } from '../model/is-json.ts'
import { HexView } from './hex-view.tsx'
import { indentJson } from '../model/indent-json.ts'
import { JsonText } from './json-text.tsx'
import { later } from './later.ts'

const JsonTree = later(async () => (await import('./json-tree.tsx')).JsonTree)

const forms = ['Tree', 'Text', 'Hex'] as const
type Form = (typeof forms)[number]
const key = 'body-form'

function remembered(): Form | undefined {
  const known = localStorage.getItem(key)
  return forms.find((form) => form === known)
}

/** `open`: more of it may come, and what is there grows. `from`: bytes of the whole that come before it and are shown elsewhere. */
export function BodyView({ body, open = false, from = 0 }: { body: Body; open?: boolean; from?: number }) {
  const [whole, setWhole] = useState<Uint8Array | undefined>()
  const [problem, setProblem] = useState<string | undefined>()
  const [chosen, setChosen] = useState<Form | undefined>(remembered)
  useEffect(() => {
    setWhole(undefined)
    setProblem(undefined)
  }, [body])
  const bytes = useMemo(() => whole ?? bytesIn(body), [whole, body])
  const text = useMemo(() => (whole === undefined ? body.preview : new TextDecoder().decode(whole)), [whole, body])
  const binary = body.base64 === true && whole === undefined
  const nested = useMemo(() => !binary && isNestedJson(text), [binary, text])
  if (body.bytes === 0) return <p className="hint">Empty.</p>
  const form = chosen === 'Tree' && !nested ? 'Text' : (chosen ?? (binary ? 'Hex' : 'Text'))
  const load = async () => {
    setProblem(undefined)
    const found = await readBody(body)
    if (found === undefined) setProblem('The rest is not to be had: it is no longer kept, or the playground is gone.')
    else setWhole(found.subarray(from))
  }
  const partial = whole === undefined && body.whole !== undefined
  return (
    <div className="body-view">
      <div className="forms" role="group" aria-label="Form of the body">
        {forms.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === form}
            disabled={one === 'Tree' && !nested}
            onClick={() => {
              localStorage.setItem(key, one)
              setChosen(one)
            }}
          >
            {one}
          </button>
        ))}
      </div>
      {form === 'Tree' && (
        <Suspense fallback={null}>
          <JsonTree text={text} />
        </Suspense>
      )}
      {form === 'Text' && (
        <pre tabIndex={0} aria-label="Body">
          <JsonText text={indentJson(text, partial)} />
          {partial && <span className="quiet">…</span>}
          {open && <i className="caret" aria-hidden="true" />}
        </pre>
      )}
      {form === 'Hex' && <HexView bytes={bytes} />}
      {problem !== undefined && <p className="quiet">{problem}</p>}
      {partial && (
        <button type="button" className="link" onClick={() => void load()}>
          Load the rest, {bytesWord(body.bytes)} in all
        </button>
      )}
    </div>
  )
}

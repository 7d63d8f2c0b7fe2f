// A response that says what an HTTP response is to be, in its parts: status, headers and cookies, the separator, the body.
import type { Body } from '@playground/protocol'
import { useMemo } from 'react'
import { bytesIn } from '../model/body-bytes.ts'
import { readPrelude } from '../model/prelude.ts'
import { bodyOf } from '../model/streamed-bytes.ts'
import { BodyView } from './body-view.tsx'
import './prelude-view.css'

export function PreludeView({ body, open = false }: { body: Body; open?: boolean }) {
  const bytes = useMemo(() => bytesIn(body), [body])
  const prelude = useMemo(() => readPrelude(bytes), [bytes])
  const rest = useMemo(
    () =>
      prelude === 'incomplete'
        ? undefined
        : bodyOf(
            bytes.subarray(prelude.bodyAt),
            body.bytes - prelude.bodyAt,
            undefined,
            open || body.whole !== undefined,
          ),
    [bytes, prelude, body, open],
  )
  if (prelude === 'incomplete' || rest === undefined)
    return (
      <>
        <p className="hint">
          {open
            ? 'The prelude is not whole yet: it ends in eight zero bytes.'
            : 'It should begin with a prelude that ends in eight zero bytes, and has none.'}
        </p>
        <BodyView body={body} open={open} />
      </>
    )
  const { statusCode, headers, cookies, problem } = prelude
  return (
    <div className="prelude">
      <section aria-label="Prelude">
        {problem === undefined ? (
          <dl>
            <Part name="status" value={statusCode === undefined ? '200, since it names none' : String(statusCode)} />
            {headers.map(([name, value]) => (
              <Part key={name} name={name.toLowerCase()} value={value} />
            ))}
            {cookies.map((cookie, index) => (
              <Part key={index} name="set-cookie" value={cookie} />
            ))}
          </dl>
        ) : (
          <p className="problem">{problem} A function URL answers with an error.</p>
        )}
      </section>
      <p className="prelude-end" title="They end the prelude: JSON has no zero bytes">
        <span className="mono">8 × 00</span>
      </p>
      <BodyView body={rest} open={open} from={prelude.bodyAt} />
    </div>
  )
}

function Part({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

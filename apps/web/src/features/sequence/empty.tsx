// Before anything has happened: what will appear here, and the one thing to do now.
import { Play } from 'lucide-react'
import { Suspense } from 'react'
import type { FunctionModel } from '@playground/protocol/model'
import { openDialog, usePage } from '../../store.ts'
import type { Layout } from '../../model/layout.ts'
import { CopyLine } from '../../ui/copy-line.tsx'
import { invokeKeys } from '../../ui/keys.ts'
import { later } from '../../ui/later.ts'

const CallByHttp = later(async () => (await import('./call-by-http.tsx')).CallByHttp)
const CannotRun = later(async () => (await import('./cannot-run.tsx')).CannotRun)
const Example = later(async () => (await import('./example.tsx')).Example)

const languages: Record<string, string> = {
  nodejs: 'Node.js',
  python: 'Python',
  java: 'Java',
  ruby: 'Ruby',
  dotnet: '.NET',
}

type Props = { fn: FunctionModel | undefined; layout: Layout; onInvoke: () => void; onSettings: () => void }

export function Empty({ fn, layout, onInvoke, onSettings }: Props) {
  const definition = usePage((page) => page.session.state.functions[fn?.name ?? page.function ?? ''])
  const unbuilt = usePage((page) => page.session.state.builds[definition?.name ?? '']?.problem)
  const attachAddress = usePage((page) => page.attachAddress)
  const known = usePage((page) => page.epoch !== undefined)
  if (!known)
    return (
      <div className="empty alone">
        <p>Connecting to the playground…</p>
      </div>
    )
  if (definition !== undefined && (definition.problems.length > 0 || unbuilt !== undefined))
    return (
      <Suspense fallback={null}>
        <CannotRun definition={definition} onSettings={onSettings} />
      </Suspense>
    )
  const attached = definition?.origin === 'attached'
  return (
    <div className="empty">
      <Suspense fallback={null}>
        <Example layout={layout} />
      </Suspense>
      <h2>Nothing has happened yet</h2>
      {attached ? (
        <p>Start your runtime with the line below, and press Invoke: every exchange is drawn here as it happens.</p>
      ) : (
        <p>
          Press <b>Invoke</b> and a real {languages[definition?.runtime ?? ''] ?? 'bootstrap'} process starts, asks
          Lambda’s Runtime API for work, and answers. Every exchange is drawn here as it happens
          <span className="like-above">, like the example above</span>.
        </p>
      )}
      {!attached && (
        <button type="button" className="primary" onClick={onInvoke}>
          <Play size={11} fill="currentColor" /> Invoke <kbd>{invokeKeys}</kbd>
        </button>
      )}
      <button type="button" className="link" onClick={() => openDialog('examples')}>
        Open an example…
      </button>
      {attachAddress !== undefined && (
        <>
          <p className="quiet">{attached ? 'Attach your runtime:' : 'Or attach a runtime of your own:'}</p>
          <CopyLine
            text={`AWS_LAMBDA_RUNTIME_API=${attachAddress}/${attached ? (fn?.name ?? 'mine') : 'mine'} ./bootstrap`}
          />
        </>
      )}
      {definition !== undefined && !attached && (
        <Suspense fallback={null}>
          <CallByHttp definition={definition} />
        </Suspense>
      )}
    </div>
  )
}

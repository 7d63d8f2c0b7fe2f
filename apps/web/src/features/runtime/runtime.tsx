// The runtime's source beside its conversation: read, changed, saved; a saved file is a deployment.
import type { FunctionDefinition } from '@playground/protocol'
import { usePage } from '../../store.ts'
import { CopyLine } from '../../ui/copy-line.tsx'
import { SourceEditor } from './source-editor.tsx'
import './runtime.css'

type Props = { definition: FunctionDefinition | undefined; onInvoke: () => void }

export function Runtime({ definition, onInvoke }: Props) {
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  if (definition === undefined) return <p className="hint">Choose a function to see its runtime.</p>
  if (recorded) return <p className="hint">A recorded session keeps what happened, not the code that ran.</p>
  if (definition.folder === undefined) return <Attached name={definition.name} />
  return <SourceEditor key={definition.name} definition={definition} onInvoke={onInvoke} />
}

function Attached({ name }: { name: string }) {
  const address = usePage((page) => page.attachAddress)
  return (
    <div className="hint">
      <p>The runtime of this function was started somewhere else, so its code is there. Start it, or another, with:</p>
      <CopyLine text={`AWS_LAMBDA_RUNTIME_API=${address ?? ''}/${name} ./bootstrap`} />
    </div>
  )
}

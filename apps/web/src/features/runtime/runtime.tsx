// The runtime's source beside its conversation: read, changed, saved; a saved file is a deployment.
import type { FunctionDefinition } from '@playground/protocol'
import { usePage } from '../../store.ts'
import { About } from './about.tsx'
import { Attached } from './attached.tsx'
import { Command } from './command.tsx'
import { SourceEditor, type OpenFile } from './source-editor.tsx'
import './runtime.css'

type Props = { definition: FunctionDefinition | undefined; open: OpenFile | undefined; onInvoke: () => void }

export function Runtime({ definition, open, onInvoke }: Props) {
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  if (definition === undefined) return <p className="hint">Choose a function to see its runtime.</p>
  if (recorded)
    return (
      <>
        <About definition={definition} />
        <p className="hint">A recorded session keeps what happened, not the code that ran.</p>
      </>
    )
  if (definition.command !== undefined) return <Command definition={definition} command={definition.command} />
  if (definition.folder === undefined) return <Attached name={definition.name} />
  return <SourceEditor key={definition.name} definition={definition} wanted={open} onInvoke={onInvoke} />
}

// The event that Invoke sends, kept for each function.
import { CodeEditor } from '../../ui/code-editor.tsx'

type Props = { name: string | undefined; event: string; onChange: (event: string) => void; onInvoke: () => void }

export function EventEditor({ name, event, onChange, onInvoke }: Props) {
  return (
    <CodeEditor key={name} label="Event, JSON" language="json" value={event} onChange={onChange} onInvoke={onInvoke} />
  )
}

// The event that Invoke sends, kept for each function.
import { CodeEditor } from '../../ui/code-editor.tsx'

type Props = { event: string; onChange: (event: string) => void; onInvoke: () => void }

export function EventEditor({ event, onChange, onInvoke }: Props) {
  return <CodeEditor label="Event, JSON" language="json" value={event} onChange={onChange} onInvoke={onInvoke} />
}

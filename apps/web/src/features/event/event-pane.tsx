// The event that Invoke sends, with what is wrong about it.
import { CodeEditor } from '../../ui/code-editor.tsx'
import type { EventText } from './use-event.ts'
import { useEventSchema } from './use-event-schema.ts'
import './event.css'

type Props = {
  name: string | undefined
  event: EventText
  onChange: (text: string, from?: 'editor') => void
  onInvoke: () => void
  problem: { message: string; offset: number | undefined } | undefined
}

export function EventPane({ name, event, onChange, onInvoke, problem }: Props) {
  const schema = useEventSchema(event.text)
  return (
    <CodeEditor
      key={`${name ?? ''} ${event.generation}`}
      label="Event, JSON"
      language="json"
      value={event.text}
      onChange={(text) => onChange(text, 'editor')}
      onInvoke={onInvoke}
      cursorAt={problem?.offset}
      schema={schema}
    />
  )
}

// A function's error as an error: its type, its message, its stack; anything else as it came.
import type { Body } from '@playground/protocol'
import { usePage } from '../../store.ts'
import { BodyView } from '../../ui/body-view.tsx'
import { readFrame } from './read-frame.ts'

type Props = { body: Body; onOpen: (path: string, line: number | undefined) => void }

export function FunctionError({ body, onOpen }: Props) {
  const folder = usePage((page) => page.session.state.functions[page.function ?? '']?.folder)
  const error = readError(body)
  if (error === undefined) return <BodyView body={body} />
  return (
    <div className="function-error">
      <p>
        <b>{error.type}</b>
        <span>{error.message}</span>
      </p>
      {error.stack.length > 0 && (
        <pre tabIndex={0} aria-label="Stack">
          {error.stack.map((line, at) => {
            const { text, own, path, line: number } = readFrame(line, folder)
            return (
              <span key={`${at} ${line}`} className={own ? 'own' : undefined} title={line.trim()}>
                {path === undefined ? (
                  text
                ) : (
                  <button type="button" className="link" onClick={() => onOpen(path, number)}>
                    {text}
                  </button>
                )}
                {'\n'}
              </span>
            )
          })}
        </pre>
      )}
    </div>
  )
}

function readError(body: Body): { type: string; message: string; stack: string[] } | undefined {
  try {
    const value = JSON.parse(body.preview) as Record<string, unknown>
    const { errorType, errorMessage, message, Message } = value
    const text = errorMessage ?? message ?? Message
    if (typeof text !== 'string') return undefined
    const stack = value['stackTrace'] ?? value['trace']
    const lines = Array.isArray(stack) ? stack.map(String) : []
    return {
      type: typeof errorType === 'string' ? errorType : 'Error',
      message: text,
      stack: lines[0]?.includes(text) ? lines.slice(1) : lines,
    }
  } catch {
    return undefined
  }
}

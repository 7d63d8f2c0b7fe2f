// The schema of the event in the editor, where it is of a kind that is known.
import { useEffect, useState } from 'react'

/** An event is looked at again when nobody has written for so long, milliseconds. */
const calmMs = 400

export function useEventSchema(text: string): object | undefined {
  const [schema, setSchema] = useState<object | undefined>()
  useEffect(() => {
    let gone = false
    const timer = setTimeout(() => {
      schemaFor(text)
        .then((found) => {
          // While it is being written, an event is often none for a moment: its kind stays.
          if (!gone && found !== 'unreadable') setSchema(found)
        })
        .catch(() => undefined)
    }, calmMs)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [text])
  return schema
}

async function schemaFor(text: string): Promise<object | 'unreadable' | undefined> {
  let event: unknown
  try {
    event = JSON.parse(text)
  } catch {
    return 'unreadable'
  }
  const { kindOf, schemaOf } = await import('@playground/protocol/events')
  const kind = kindOf(event)
  return kind === undefined ? undefined : schemaOf(kind)
}

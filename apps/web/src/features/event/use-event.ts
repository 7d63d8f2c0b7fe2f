// The event that Invoke sends: the last of each function, remembered by this browser.
import { useCallback, useState } from 'react'

const first = '{\n  "name": "Ada"\n}\n'
const keyOf = (name: string) => `event:${name}`

/** `generation` grows when the text comes from elsewhere than the editor, which then begins anew. */
export type EventText = { text: string; generation: number }

/** The event of a function, and how to put another in its place. */
export function useEvent(name: string | undefined): [EventText, (text: string, from?: 'editor') => void] {
  const [changed, setChanged] = useState<({ name: string } & EventText) | undefined>()
  const change = useCallback(
    (text: string, from?: 'editor') => {
      if (name === undefined) return
      setChanged((before) => {
        const generation = before?.name === name ? before.generation : 0
        return { name, text, generation: from === 'editor' ? generation : generation + 1 }
      })
      localStorage.setItem(keyOf(name), text)
    },
    [name],
  )
  if (name === undefined) return [{ text: first, generation: 0 }, change]
  if (changed?.name === name) return [changed, change]
  return [{ text: localStorage.getItem(keyOf(name)) ?? first, generation: 0 }, change]
}

// The last event of each function, remembered by this browser.
import { useCallback, useState } from 'react'

const first = '{\n  "name": "Ada"\n}\n'
const keyOf = (name: string) => `event:${name}`

/** The event of a function, and how to change it. */
export function useEvent(name: string | undefined): [string, (event: string) => void] {
  const [changed, setChanged] = useState<{ name: string; event: string } | undefined>()
  const change = useCallback(
    (event: string) => {
      if (name === undefined) return
      setChanged({ name, event })
      localStorage.setItem(keyOf(name), event)
    },
    [name],
  )
  if (name === undefined) return [first, change]
  return [changed?.name === name ? changed.event : (localStorage.getItem(keyOf(name)) ?? first), change]
}

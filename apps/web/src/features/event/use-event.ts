// The last event of each function, remembered by this browser.
import { useCallback, useEffect, useState } from 'react'

const first = '{\n  "name": "Ada"\n}\n'
const keyOf = (name: string) => `event:${name}`

export function useEvent(name: string | undefined): [string, (event: string) => void] {
  const [event, setEvent] = useState(first)
  useEffect(() => {
    if (name !== undefined) setEvent(localStorage.getItem(keyOf(name)) ?? first)
  }, [name])
  const change = useCallback(
    (text: string) => {
      setEvent(text)
      if (name !== undefined) localStorage.setItem(keyOf(name), text)
    },
    [name],
  )
  return [event, change]
}

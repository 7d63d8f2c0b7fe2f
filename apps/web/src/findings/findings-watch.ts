// The watch over the session, as a part of the page that is loaded later and ends with it.
import { useEffect } from 'react'
import { watchFindings } from './watch.ts'

export function FindingsWatch(): null {
  useEffect(watchFindings, [])
  return null
}

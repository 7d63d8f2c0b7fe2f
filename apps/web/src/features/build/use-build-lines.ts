// Lines of a build from before those that the state keeps: read from the journal when they are asked for.
import type { BuildState } from '@playground/protocol/model'
import { useEffect, useState } from 'react'
import { usePage } from '../../store.ts'
import { announce } from '../../ui/announce.ts'

/** Entries that are read at one time. */
const chunk = 2000
/** More lines than these are left out: nobody reads them, and the page stays quick. */
const mostLines = 20_000

/** `after`: the entry up to which the journal was read. */
type Held = { seq: number; after: number; lines: readonly string[] }

/** `missing`: how many lines there were before those that are here. */
export function useBuildLines(name: string, build: BuildState | undefined) {
  const [held, setHeld] = useState<Held>()
  const [reading, setReading] = useState(false)
  const asked = held?.seq === build?.seq ? held : undefined
  const wanted = Math.min(build?.linesBefore ?? 0, mostLines)
  const read = () => {
    if (build === undefined || reading) return
    setReading(true)
    readOn(name, asked ?? { seq: build.seq, after: build.seq, lines: [] }, wanted)
      .then(setHeld, () => announce('The lines before could not be read. Try it again.'))
      .finally(() => setReading(false))
  }
  // It goes on, and what has left the state meanwhile is read after it.
  const behind = asked !== undefined && asked.lines.length < wanted && !reading
  useEffect(() => {
    if (behind) read()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- whenever it is behind
  }, [behind])
  const before = asked === undefined ? [] : asked.lines.slice(0, wanted)
  return { before, missing: (build?.linesBefore ?? 0) - before.length, reading, read }
}

/** Throws where the journal cannot be read. */
async function readOn(name: string, { seq, after, lines }: Held, wanted: number): Promise<Held> {
  const found = [...lines]
  let read = after
  while (found.length < wanted) {
    const entries = await usePage.getState().entries(read, chunk)
    if (entries === undefined || entries.length === 0) throw new Error('The journal ends before the build does.')
    for (const entry of entries) {
      if (found.length === wanted) break
      read = entry.seq
      if (entry.of.function === name && entry.event.type === 'build.printed') found.push(entry.event.text)
    }
  }
  return { seq, after: read, lines: found }
}

// Functions that are open, for tests: over a data folder of their own, with all that the journal was told.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { EventOf, EventType, JournalEvent } from '@playground/protocol'
import { onTestFinished } from 'vitest'
import { recorderOf } from '../recorder/recorder.fixture.ts'
import { openFunctions } from './functions.ts'

export const shippedFolder = join(import.meta.dirname, '..', '..', '..', '..', 'examples')

/** Makes files of a folder, by their paths in it; gives the folder. */
export function write(folder: string, files: Record<string, string>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** Opens folders beside what ships; closed when the test is over. */
export async function opened(place: string, ...folders: string[]) {
  const events: JournalEvent[] = []
  const waiting = new Set<() => void>()
  const functions = await openFunctions({
    folders,
    shippedFolder,
    dataFolder: join(place, 'data'),
    recorder: recorderOf({
      record(_of, event) {
        events.push(event)
        for (const look of waiting) look()
        return events.length
      },
    }),
  })
  onTestFinished(() => functions.close())
  const all = <T extends EventType>(type: T) => events.filter((event): event is EventOf<T> => event.type === type)
  /** Resolves with the newest entry of a type once there are so many of those that match. */
  const told = <T extends EventType>(type: T, count = 1, matches: (event: EventOf<T>) => boolean = () => true) =>
    new Promise<EventOf<T>>((resolve) => {
      const look = () => {
        const found = all(type).filter(matches)
        if (found.length < count) return
        waiting.delete(look)
        resolve(found.at(-1)!)
      }
      waiting.add(look)
      look()
    })
  return { functions, events, all, told }
}

// How the console is looked at: what it shows, what is looked for, what was cleared. This browser remembers the lasting part.
import { create } from 'zustand'
import type { LogLevel } from '../../model/log/log-level.ts'
import type { LogSource } from '../../model/log/log-list.ts'

type Lasting = {
  /** What is left out. */
  sources: ReadonlySet<LogSource>
  levels: ReadonlySet<LogLevel>
  raw: boolean
  wrap: boolean
}

type ConsoleView = Lasting & {
  search: string
  /** Lines that match, and which of them is in sight. */
  found: number
  current: number
  /** Lines that were cleared from sight: up to which number, by function. */
  clearedTo: Readonly<Record<string, number>>
  unfolded: ReadonlySet<number>
  folded: ReadonlySet<string>
}

const key = 'console'

function remembered(): Lasting {
  let read: Record<string, unknown> = {}
  try {
    read = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>
  } catch {
    // What cannot be read is left as it comes.
  }
  const setOf = <T>(value: unknown) => new Set(Array.isArray(value) ? (value as T[]) : [])
  return {
    sources: setOf<LogSource>(read['sources']),
    levels: setOf<LogLevel>(read['levels']),
    raw: read['raw'] === true,
    wrap: read['wrap'] === true,
  }
}

export const useConsole = create<ConsoleView>()(() => ({
  ...remembered(),
  search: '',
  found: 0,
  current: 0,
  clearedTo: {},
  unfolded: new Set(),
  folded: new Set(),
}))

useConsole.subscribe(({ sources, levels, raw, wrap }) =>
  localStorage.setItem(key, JSON.stringify({ sources: [...sources], levels: [...levels], raw, wrap })),
)

/** Goes to the match after, or before. */
export function step(by: 1 | -1): void {
  const { found, current } = useConsole.getState()
  if (found > 0) useConsole.setState({ current: (current + by + found) % found })
}

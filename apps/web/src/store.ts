// What the whole page knows: the session as its entries tell it, the connection, and what this tab has chosen.
import type { Entry } from '@playground/protocol'
import { createSession, type Keyframe, type Session } from '@playground/protocol/model'
import { create } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { SidePair } from './model/compare/address.ts'
import type { ReadEntries } from './model/filter/head-search.ts'
import { SessionFindings } from './model/findings.ts'
import type { Grouping, Hideable } from './model/row-list-options.ts'

/** What the connection is doing; `attempt` counts the tries since it was last live. Times are epoch milliseconds. */
export type ConnectionStatus =
  | { phase: 'connecting' }
  | { phase: 'live' }
  | { phase: 'behind'; entries: number }
  | { phase: 'reconnecting'; attempt: number; since: number; nextTryAt: number }
  | { phase: 'refused'; message: string }
  /** `reading`: entries read so far, until all of them are. */
  | { phase: 'recorded'; session: string; reading: number | undefined }

export type Theme = 'light' | 'dark'
/** `project:` with the file of a project: what of it is not supported. */
export type DialogName =
  | 'keys'
  | 'attach'
  | 'new'
  | 'examples'
  | 'remove'
  | 'commands'
  | 'templates'
  | 'race'
  | `project:${string}`
/** The ways of looking at the session, in the order of their keys. */
export const views = ['Sequence', 'Timeline', 'States', 'Environments', 'Findings'] as const
export type View = (typeof views)[number]
/** A moment of the session: after which entry, and when that was, epoch milliseconds. */
export type Moment = { seq: number; at: number }
/** What the time column counts from. */
export type TimeColumn = 'start' | 'before' | 'clock'

export type Page = {
  connection: ConnectionStatus
  /** Address to attach a runtime to, `host:port`. */
  attachAddress: string | undefined
  /** `host:port` of function URLs. */
  functionUrlAddress: string | undefined
  /** `host:port` of HTTP APIs. */
  apiAddress: string | undefined
  epoch: string | undefined
  /** What is shown: the session as it was at the moment, or as it is. Changed in place; `revision` grows by one each time it was. */
  session: Session
  revision: number
  /** The session as it is, whatever moment is shown; changed once per animation frame. */
  present: Session
  presentRevision: number
  /** The moment that is shown; undefined where it is now, or the end of a recorded session. */
  moment: Moment | undefined
  /** Time passes in what is shown. */
  playing: boolean
  /** What the rules found in the session so far, whatever moment is shown; changed in place, `findingsRevision` grows. */
  findings: SessionFindings
  findingsRevision: number
  /** How many entries the rules have looked at, and how many there were then. */
  looked: { seq: number; of: number }
  view: View
  /** The function on the screen. */
  function: string | undefined
  /** `seq` of the entry whose diagram row is selected. */
  selected: number | undefined
  /** Invocations that stand side by side: two, or two for each round of a race. */
  compared: readonly SidePair[] | undefined
  /** When it was selected, epoch milliseconds. */
  selectedAt: number
  /** The invocation that is shown from both its ends, over the view, or `newHttpCall`. */
  both: string | undefined
  /** The diagram keeps to its tail. */
  follow: boolean
  /** What is looked for in the rows, as it was written; rows that do not match are left out, or only dimmed. */
  filter: string
  only: boolean
  /** How many rows match, of how many, and whether some were not looked at yet. */
  found: { matched: number; of: number; searching: boolean }
  hidden: ReadonlySet<Hideable>
  group: Grouping
  /** Milliseconds as tall as a row, where time is drawn as distance. */
  msPerRow: number | undefined
  timeColumn: TimeColumn
  /** Bands and Inits that are folded, as the row list calls them. */
  folded: ReadonlySet<string>
  /** The environment that is looked at alone, by its lane. */
  opened: string | undefined
  /** The dialog that is open. */
  dialog: DialogName | undefined
  theme: Theme
  /** Keys that are a single letter work. */
  singleKeys: boolean
  /** Reads one entry of the session, from memory or from the server. */
  entry: (seq: number) => Promise<Entry | undefined>
  /** Reads at most so many after one; undefined where they cannot be had now. */
  entries: ReadEntries
  /** What was so after an entry not long before this one; undefined where that cannot be had now. */
  keyframe: (seq: number) => Promise<Keyframe | undefined>
}

const nothing = createSession()

export const usePage = create<Page>()(() => ({
  connection: { phase: 'connecting' },
  attachAddress: undefined,
  functionUrlAddress: undefined,
  apiAddress: undefined,
  epoch: undefined,
  session: nothing,
  revision: 0,
  present: nothing,
  presentRevision: 0,
  moment: undefined,
  playing: false,
  findings: new SessionFindings(),
  findingsRevision: 0,
  looked: { seq: 0, of: 0 },
  view: 'Sequence',
  function: undefined,
  selected: undefined,
  compared: undefined,
  selectedAt: 0,
  both: undefined,
  follow: true,
  filter: '',
  only: true,
  found: { matched: 0, of: 0, searching: false },
  hidden: new Set(),
  group: 'time',
  msPerRow: undefined,
  timeColumn: 'start',
  folded: new Set(),
  opened: undefined,
  dialog: undefined,
  theme: 'light',
  singleKeys: true,
  entry: () => Promise.resolve(undefined),
  entries: () => Promise.resolve(undefined),
  keyframe: () => Promise.resolve(undefined),
}))

/** The session goes on: what is shown goes with it, unless that is a moment that was. */
export function present(change: { session?: Session } & Partial<Page>): void {
  const { session, ...rest } = change
  usePage.setState((page) => ({
    ...rest,
    presentRevision: page.presentRevision + 1,
    ...(session === undefined ? {} : { present: session }),
    ...(page.moment === undefined
      ? { revision: page.revision + 1, ...(session === undefined ? {} : { session }) }
      : {}),
  }))
}

export function openDialog(dialog: DialogName): void {
  usePage.setState({ dialog })
}

/** Some parts of it: what asks for them is drawn anew when one of them changed, and not for the others. */
export function useParts<K extends keyof Page>(...names: K[]): Pick<Page, K> {
  return usePage(useShallow((page) => Object.fromEntries(names.map((name) => [name, page[name]])) as Pick<Page, K>))
}

/** Whether the function on the screen is one that is built. */
export function hasBuild({ session: { state }, function: name = '' }: Page): boolean {
  return state.functions[name]?.build !== undefined || name in state.builds
}

/** The entry up to which things are known in what is shown. */
export function knownUntil({ moment }: Page): number {
  return moment?.seq ?? Infinity
}

/** Breaches and smells of the function on the screen, up to the moment that is shown. */
export function countFindings(page: Page): number {
  return page.findings.of(page.function)?.countUntil(knownUntil(page)) ?? 0
}

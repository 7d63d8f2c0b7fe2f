// What the whole page knows: the session as its entries tell it, the connection, and what this tab has chosen.
import type { Entry } from '@playground/protocol'
import { createSession, type Session } from '@playground/protocol/model'
import { create } from 'zustand'

/** What the connection is doing; `attempt` counts the tries since it was last live. Times are epoch milliseconds. */
export type ConnectionStatus =
  | { phase: 'connecting' }
  | { phase: 'live' }
  | { phase: 'behind'; entries: number }
  | { phase: 'reconnecting'; attempt: number; since: number; nextTryAt: number }
  | { phase: 'refused'; message: string }
  | { phase: 'recorded'; session: string }

export type Theme = 'light' | 'dark'

export type Page = {
  connection: ConnectionStatus
  /** Address to attach a runtime to, `host:port`. */
  attachAddress: string | undefined
  epoch: string | undefined
  /** Changed in place, once per animation frame; `revision` grows by one each time it was. */
  session: Session
  revision: number
  /** The function on the screen. */
  function: string | undefined
  /** `seq` of the entry whose diagram row is selected. */
  selected: number | undefined
  /** The diagram keeps to its tail. */
  follow: boolean
  /** Rows that explain each kind of exchange once. */
  explain: boolean
  theme: Theme
  /** Reads one entry of the session, from memory or from the server. */
  entry: (seq: number) => Promise<Entry | undefined>
}

export const usePage = create<Page>()(() => ({
  connection: { phase: 'connecting' },
  attachAddress: undefined,
  epoch: undefined,
  session: createSession(),
  revision: 0,
  function: undefined,
  selected: undefined,
  follow: true,
  explain: true,
  theme: 'light',
  entry: () => Promise.resolve(undefined),
}))

// How the findings are looked at; it stays as it is while another view is shown.
import type { FindingLevel } from '@playground/protocol/findings'
import { create } from 'zustand'

type FindingsView = {
  hidden: ReadonlySet<FindingLevel>
  /** The one environment whose findings are shown. */
  environment: string | undefined
  /** Rules whose findings are folded away. */
  folded: ReadonlySet<string>
}

export const useFindingsView = create<FindingsView>()(() => ({
  hidden: new Set(),
  environment: undefined,
  folded: new Set(),
}))

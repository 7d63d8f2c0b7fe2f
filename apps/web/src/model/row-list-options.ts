// What is left out of the rows, and the order they come in, as a person has chosen.
import type { HeadSearch } from './filter/head-search.ts'
import type { matches } from './filter/match.ts'
import type { Filter } from './filter/parse.ts'
import type { SessionFindings } from './findings.ts'

/** What a person can hide; errors are never hidden with their kind. */
export const hideable = ['output', 'process', 'telemetry', 'gaps', 'explanations'] as const
export type Hideable = (typeof hideable)[number]
export type Grouping = 'time' | 'invocation' | 'environment'

export type RowListOptions = {
  hidden: ReadonlySet<Hideable>
  /** Explanations that were dismissed for good. */
  dismissed: ReadonlySet<string>
  /** Invocations by id, and Inits by `init` and the number of their row's entry. */
  folded: ReadonlySet<string>
  filter: Filter | undefined
  /** Holds a filter against a row; there where a filter is. */
  matches: typeof matches | undefined
  /** Where the filter asks for headers: rows are looked at as far as it has read. */
  heads?: HeadSearch | undefined
  findings?: SessionFindings
  /** Rows that do not match are left out, not only dimmed. */
  only: boolean
  group: Grouping
}

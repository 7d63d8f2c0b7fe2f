// A finding: what somebody did wrong, where it shows, and what was expected instead.

/** From grave to slight. `breach`: against the protocol or a limit; `smell`: legal, and costs something; `note`: worth knowing. */
export const findingLevels = ['breach', 'smell', 'note'] as const
export type FindingLevel = (typeof findingLevels)[number]

export type Finding = {
  /** The rule's id, which is its file's name. */
  rule: string
  /** The entry that showed it. */
  seq: number
  /** Epoch milliseconds. */
  at: number
  /** The entry that it points at: the head of an exchange (`exchange.opened`) where there is one. */
  points: number
  function: string
  environment?: string
  extension?: string
  invocation?: string
  exchange?: number
  /** What was seen, with its figures, in a sentence. */
  seen: string
  /** What was expected instead. */
  expected: string
  /** Further entries that it concerns, such as the first answer of a double one. */
  also?: number[]
}

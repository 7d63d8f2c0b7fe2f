// One thing to copy on the way to a runtime that is attached.

/** Text to copy, with what it is for; `lines`: a text of several lines, such as a file. */
export type AttachStep = { what?: string; text: string; lines?: true }

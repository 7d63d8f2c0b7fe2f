// How the rest of the server tells the recorder what happened.
import type { Belongs, Body, JournalEvent } from '@playground/protocol'

/**
 * Appends one entry and returns its `seq`. Synchronous and cheap: nothing is formatted, copied or written here,
 * so the objects given must not be changed afterwards.
 */
export type Record = (of: Belongs, event: JournalEvent) => number

/** Told of an entry while it is made; `at`: epoch milliseconds. */
export type Watcher = (of: Belongs, at: number, event: JournalEvent) => void

/** A body that comes in pieces, kept as they come; their bytes must not be changed afterwards. */
export interface BodyCollector {
  push(bytes: Uint8Array): void
  /**
   * The journal's form of what it carries from the last piece up to here, which is never kept by itself; beyond `piecesPreviewLimit` from the
   * start it shows nothing. An end that may be half of something is shown with the next piece, or with the whole.
   */
  piece(bytes: Uint8Array): Body
  /** The journal's form of all of it. */
  end(): Body
}

export interface Recorder {
  record: Record
  /**
   * The journal's form of a body: length and a preview of 4 KiB. A longer body is kept whole in the session's
   * folder, off the answering path and under the quota; the bytes must not be changed afterwards.
   */
  body(bytes: Uint8Array): Body
  /** The same for a body that streams; what it holds is kept while it comes. */
  collect(): BodyCollector
  /** From now on `value` is masked wherever it would be written, leaving `redacted{name}`. Shorter than 8 characters is ignored. */
  mask(name: string, value: string): void
  /** A number for a new exchange, connection or process; each kind counts from 1 within the session. */
  count(kind: 'exchange' | 'connection' | 'process'): number
}

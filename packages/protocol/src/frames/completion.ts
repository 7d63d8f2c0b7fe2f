// What frames of a streamed answer say: pieces of the response, and at the end how it went (API reference, InvokeWithResponseStream).
import * as v from 'valibot'
import { FrameReader, type Frame } from './frame-reader.ts'

const text = v.nullish(v.string())
const schema = v.object({ ErrorCode: text, ErrorDetails: text, LogResult: text })

/** `errorCode` where the function failed; `log`: the end of the log, where it was asked for. */
export type Completion = { errorCode?: string; errorDetails?: string; log?: string }

export function isPiece({ heads }: Frame): boolean {
  return heads[':event-type'] === 'PayloadChunk'
}

/** Of the last frame; undefined for any other, or where it cannot be read. */
export function completionOf({ heads, payload }: Frame): Completion | undefined {
  if (heads[':event-type'] !== 'InvokeComplete') return undefined
  try {
    const { ErrorCode, ErrorDetails, LogResult } = v.parse(schema, JSON.parse(new TextDecoder().decode(payload)))
    return {
      ...(ErrorCode == null ? {} : { errorCode: ErrorCode }),
      ...(ErrorDetails == null ? {} : { errorDetails: ErrorDetails }),
      ...(LogResult == null ? {} : { log: LogResult }),
    }
  } catch {
    return undefined
  }
}

/** Of a whole answer. Throws an Error where it is no frames. */
export function completionIn(bytes: Uint8Array): Completion | undefined {
  const last = new FrameReader().push(bytes).at(-1)
  return last === undefined ? undefined : completionOf(last)
}

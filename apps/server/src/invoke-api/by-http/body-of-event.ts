// The body of a request as an event has it: text, or base64.

export type EventBody = { body: string; isBase64Encoded: boolean }

/** `isText`: what its type says; what is no UTF-8 would be lost as text. */
export function eventBody(bytes: Uint8Array, isText: boolean): EventBody {
  if (isText) {
    try {
      const body = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      return { body, isBase64Encoded: false }
    } catch {
      // It says text, and is none.
    }
  }
  return { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true }
}

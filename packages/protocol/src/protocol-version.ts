// The version of the wire between server and page, and what each bump changed.

/** Version that this code speaks. A bump needs a line below and a new fingerprint in the test beside this file. */
export const protocolVersion = 1
/** Oldest version that the server still serves. */
export const oldestServedVersion = 1

export const protocolHistory: Record<number, string> = {
  1: 'First version: hello, resume or reset, entries, heartbeat.',
}

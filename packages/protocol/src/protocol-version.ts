// The version of the wire between server and page, and what each bump changed.

/** Version that this code speaks. A bump needs a line below and a new fingerprint in the test beside this file. */
export const protocolVersion = 6
/** Oldest version that the server still serves. */
export const oldestServedVersion = 6

export const protocolHistory: Record<number, string> = {
  1: 'First version: hello, resume or reset, entries, heartbeat.',
  2: 'Runs of many calls, in entries and in the state.',
  3: 'Extensions, telemetry, freeze, restore, and the settings of how environments are run.',
  4: 'The processes of an environment, what a person did to it, and the figures of environments and pools in the state.',
  5: 'Streamed bodies in pieces, attempts and ends of asynchronous events, and settings of function URLs, queues and aliases.',
  6: 'Projects, builds, managed runtimes of every language, and HTTP routes.',
}

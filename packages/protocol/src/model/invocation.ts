// What became of one invocation, as far as the entries so far tell.
import type { CallRoute, InvocationType, Outcome } from '../invocation.ts'

/** Times are epoch milliseconds, durations milliseconds. The `…Seq` members point at the entries that hold heads and bodies. */
export type Invocation = {
  id: string
  function: string
  number: number
  type: InvocationType
  /** Of an asynchronous one: which attempt at its event it is, from 1. */
  attempt?: number
  payloadBytes: number
  receivedAt: number
  receivedSeq: number
  waiting?: { for: 'build' | 'init' | 'restore' | 'runtime' | 'free-runtime'; since: number; limitMs?: number }
  /** It had to wait for an environment that was busy, or for a runtime to attach. */
  waited?: boolean
  /** It had to wait for a build, before anything else. */
  built?: true
  dispatchedAt?: number
  deadline?: number
  cold?: boolean
  environment?: string
  answeredAt?: number
  outcome?: Outcome
  by?: 'runtime' | 'lambda'
  errorType?: string
  help?: string
  /** What the runtime posted as the error, where its body says so in Lambda's format. */
  reported?: { type?: string; message?: string }
  /** Extensions were told of it, and it is not over before they are done. */
  extensions?: true
  /** When the runtime was done with it; extensions may still be at work. */
  runtimeDoneAt?: number
  /** From its event to that, milliseconds. */
  runtimeMs?: number
  /** Extensions that had not asked again when its time was over. */
  late?: string[]
  settledAt?: number
  /** How the environment's work on it went, where that is another than what the caller was told. */
  after?: Outcome
  durationMs?: number
  billedMs?: number
  initMs?: number
  restoreMs?: number
  memoryMb?: number
  peakMemoryMb?: number
  /** The caller's exchange, its request body, the HTTP status it was answered with, and the entry with that answer. */
  exchange?: number
  requestSeq?: number
  status?: number
  /** The caller takes the response in pieces. */
  streams?: true
  /** It came as an HTTP call. */
  via?: CallRoute
  /** The exchange by which the runtime answered it. */
  posted?: number
  /** How long the caller had to wait for the first byte of a response that streams. */
  firstByteMs?: number
  /** How long the caller had to wait for its answer, the whole of it. */
  tookMs?: number
  answerSeq?: number
}

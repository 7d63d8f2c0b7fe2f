// An environment whose runtime somebody else started: it is there while it asks, and cannot be killed.
import { refuseAction } from '@playground/protocol'
import type { ActionRefusal, Belongs, EnvironmentAction, FunctionDefinition } from '@playground/protocol'
import type { Cancel } from '../clock.ts'
import { Environment, type EnvironmentParts } from './environment.ts'
import type { Poll, Refusal, RestorePoll } from './runtime.ts'

/** After this long without an open poll it counts as gone, milliseconds; curl opens a connection per call. */
const absentMs = 5_000
/** A runtime that reported init/error and asks again after this long was started again, milliseconds. */
const restartMs = 1_000

export type AttachedParts = EnvironmentParts & {
  /** It reported init/error: whoever waits for it is told. */
  initError: (environment: AttachedEnvironment, body: Uint8Array, errorType: string) => void
}

export class AttachedEnvironment extends Environment {
  protected readonly peakMemoryMb = undefined
  readonly #initError: AttachedParts['initError']
  #cancelAbsent: Cancel | undefined
  #failedAt = 0

  constructor(name: string, number: number, port: number, definition: FunctionDefinition, parts: AttachedParts) {
    super(name, definition, parts)
    this.#initError = parts.initError
    this.record(this.of(), { type: 'environment.created', number, port, attached: true })
    this.become('init', 'a runtime attached')
    this.#expectSign()
  }

  override get attached(): boolean {
    return true
  }

  /** It can take an invocation at this moment. */
  get available(): boolean {
    return this.state === 'ready' && this.runtime.waiting
  }

  /** Does what a person asks for, or says why not: it can be dropped, and that is all. */
  act(action: EnvironmentAction): ActionRefusal | undefined {
    const { name, state } = this
    const serves = this.serving !== undefined
    const refusal = refuseAction(action, { name, attached: true, state, frozen: false, serves, runs: true })
    if (refusal !== undefined) return refusal
    this.record(this.of(), { type: 'environment.asked', action })
    void this.stop('shut down by hand')
    return undefined
  }

  override next(poll: Poll): Refusal | undefined {
    const failed = this.runtime.state === 'InitError'
    if (failed && this.clock.now() - this.#failedAt < restartMs) return super.next(poll)
    if (this.state === 'reset') {
      this.runtime.restart()
      this.incarnation += 1
      this.become('init', 'a runtime attached again')
    }
    const refusal = super.next(poll)
    if (refusal === undefined) this.changed(this)
    return refusal
  }

  /** A poll ended without an answer. */
  override hungUp(poll: Poll | RestorePoll): void {
    this.runtime.hungUp(poll)
    this.#expectSign()
  }

  allRegistered(): void {
    // Whoever attaches starts by himself, in whatever order.
  }

  initFailed(body: Uint8Array, errorType: string): void {
    this.#failedAt = this.clock.now()
    this.become('reset', `init/error: ${errorType}`)
    this.#initError(this, body, errorType)
    this.#expectSign()
  }

  stop(reason: string): Promise<void> {
    if (this.state === 'shutdown' || this.state === 'gone') return Promise.resolve()
    this.#cancelAbsent?.()
    this.become('shutdown', reason)
    this.serving?.giveUp(reason)
    this.serving = undefined
    this.runtime.restart()
    this.extensions.abandon()
    this.become('gone', reason)
    this.changed(this)
    return Promise.resolve()
  }

  protected initialised(): void {
    if (this.state === 'init') this.become('ready', 'first next')
    this.changed(this)
  }

  protected reset(reason: string): void {
    this.become('reset', reason)
    this.runtime.restart()
    this.extensions.abandon()
    this.extensions = this.newExtensions()
    this.#expectSign()
  }

  protected override become(to: Environment['state'], reason: string, of: Belongs = {}): void {
    super.become(to, reason, of)
    if (to === 'ready') this.#expectSign()
  }

  /** It is gone when nobody asks for a while, unless it is at work. */
  #expectSign(): void {
    this.#cancelAbsent?.()
    this.#cancelAbsent = this.clock.after(absentMs, () => {
      if (this.serving !== undefined || this.runtime.waiting || this.runtime.reading !== undefined) return
      void this.stop(`nobody asked for work for ${absentMs / 1000} s`)
    })
  }
}

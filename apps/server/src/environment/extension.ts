// One extension as the Extensions API sees it: its state, its parked poll, what it subscribes to. Judged by the protocol's table.
import { randomUUID } from 'node:crypto'
import {
  extensionPlatformTransitions,
  judgeExtension,
  refusedExtensionTransitionMessage,
  type Belongs,
  type EventOf,
  type ExtensionCall,
  type ExtensionEventKind,
  type ExtensionState,
} from '@playground/protocol'
import type { Record } from '../recorder/record.ts'
import type { Invocation } from './invocation.ts'

/** Why a call was refused, as the wire says it: always 403; nothing was changed. */
export type ExtensionRefusal = {
  errorType: string
  message: string
  rule: EventOf<'extension.refused'>['rule']
}

/** Why an environment is shut down, spelled as the core spells it in a SHUTDOWN event. */
export type ShutdownReason = 'spindown' | 'timeout' | 'failure'

export type ExtensionEvent =
  | { kind: 'INVOKE'; invocation: Invocation }
  /** `deadline`: epoch milliseconds of the SIGKILL. */
  | { kind: 'SHUTDOWN'; deadline: number; reason: ShutdownReason }

/** An `event/next` that waits for an event. */
export interface EventPoll {
  readonly of: Belongs
  deliver(event: ExtensionEvent): void
  refuse(refusal: ExtensionRefusal): void
  /** The process that asked is being ended, and will hang up. */
  expectEnd(): void
  /** Ends it without an answer: the extension that asked is to be gone. */
  abandon(): void
}

export interface ExtensionOwner {
  /** What every entry about the extension belongs to, at this moment. */
  of(): Belongs
  /** It asked for an event, coming from a state: its part of Init, or of an invocation, is done. */
  asked(extension: Extension, from: ExtensionState): void
}

export class Extension {
  readonly name: string
  readonly external: boolean
  /** `Lambda-Extension-Identifier`, from the registration on. */
  readonly identifier = randomUUID()
  state: ExtensionState = 'Started'
  events: readonly ExtensionEventKind[] = []
  /** The category that it reported with `init/error` or `exit/error`, as it was given. */
  reported: { errorType: string; call: 'extension-init-error' | 'exit-error' } | undefined

  readonly #owner: ExtensionOwner
  readonly #record: Record
  #poll: EventPoll | undefined
  /** An event for it that has not reached it. */
  #undelivered: ExtensionEvent | undefined

  constructor(name: string, external: boolean, owner: ExtensionOwner, record: Record) {
    this.name = name
    this.external = external
    this.#owner = owner
    this.#record = record
    if (external) this.#note(undefined, 'Started', {})
  }

  get registered(): boolean {
    return this.state !== 'Started' && this.state !== 'LaunchError'
  }

  /** It is not at work: it waits for an event. */
  get waits(): boolean {
    return this.state === 'Ready'
  }

  subscribes(kind: ExtensionEventKind): boolean {
    return this.events.includes(kind)
  }

  /** Takes its registration; refused where it is not the first. */
  register(events: readonly ExtensionEventKind[], of: Belongs): ExtensionRefusal | undefined {
    if (judgeExtension(this.state, 'register') === undefined) return this.#refuse('register', of, this.name)
    this.events = events
    this.#become('Registered', of)
    return undefined
  }

  /** Parks the poll, or hands out what waits for it. */
  next(poll: EventPoll): ExtensionRefusal | undefined {
    const from = this.state
    // A poll that hung up left the state as it was: asking again takes its place.
    const again = from === 'Ready' && this.#poll === undefined
    // What was handed to a connection that was gone has not been seen.
    const missed = from === 'Running' && this.#undelivered !== undefined
    if (!again && !missed && judgeExtension(from, 'event-next') === undefined)
      return this.#refuse('event-next', poll.of)
    this.#poll = poll
    if (missed) {
      this.#handOut()
      return undefined
    }
    if (!again) {
      this.#become('Ready', poll.of)
      this.#owner.asked(this, from)
    }
    if (this.#undelivered !== undefined) this.#handOut()
    return undefined
  }

  /** Takes `init/error` or `exit/error`; the first report counts. */
  report(call: 'extension-init-error' | 'exit-error', errorType: string, of: Belongs): ExtensionRefusal | undefined {
    const transition = judgeExtension(this.state, call)
    if (transition === undefined) return this.#refuse(call, of)
    this.reported ??= { errorType, call }
    if (transition.effect === 'ignore') return undefined
    this.#become(transition.to, of, errorType)
    // Its own poll cannot get an event any more.
    const poll = this.#poll
    this.#poll = undefined
    poll?.refuse(this.#refusal('event-next', this.identifier, 'Concurrent state modification'))
    return undefined
  }

  /** Gives it an event: at once where a poll is parked, else to the one that comes. */
  deliver(event: ExtensionEvent): void {
    this.#undelivered = event
    if (this.state === 'Ready' && this.#poll !== undefined) this.#handOut()
  }

  hungUp(poll: EventPoll): void {
    if (this.#poll === poll) this.#poll = undefined
  }

  /** An event was handed to a connection that was gone. */
  lost(event: ExtensionEvent): void {
    if (this.state === 'Running') this.#undelivered = event
  }

  /** Its process ended: `ShutdownFailed` where it did not end well, or in time, at a shutdown. */
  exited(to: 'Exited' | 'ShutdownFailed', errorType?: string): void {
    this.abandon()
    if (this.state === 'LaunchError' || this.state === 'Exited' || this.state === 'ShutdownFailed') return
    this.#become(to, {}, errorType)
  }

  launchFailed(errorType: string): void {
    this.#become(extensionPlatformTransitions.launchError.to, {}, errorType)
  }

  /** Its process is being ended. */
  expectEnd(): void {
    this.#poll?.expectEnd()
  }

  /** Ends its poll without an answer. */
  abandon(): void {
    const poll = this.#poll
    this.#poll = undefined
    poll?.abandon()
  }

  #handOut(): void {
    const [poll, event] = [this.#poll, this.#undelivered]
    if (poll === undefined || event === undefined) return
    this.#poll = this.#undelivered = undefined
    if (this.state === 'Ready') this.#become('Running', poll.of)
    poll.deliver(event)
  }

  #become(to: ExtensionState, of: Belongs, errorType?: string): void {
    const from = this.state
    this.state = to
    this.#note(from, to, of, errorType)
  }

  #note(from: ExtensionState | undefined, to: ExtensionState, of: Belongs, errorType?: string): void {
    this.#record(
      { ...this.#owner.of(), ...of, extension: this.name },
      {
        type: 'extension.changed',
        ...(from === undefined ? {} : { from }),
        to,
        external: this.external,
        ...(this.registered ? { events: [...this.events] } : {}),
        ...(errorType === undefined ? {} : { errorType }),
      },
    )
  }

  #refuse(call: ExtensionCall, of: Belongs, who: string = this.identifier): ExtensionRefusal {
    this.#record(
      { ...this.#owner.of(), ...of, extension: this.name },
      { type: 'extension.refused', state: this.state, call, rule: 'state' },
    )
    return this.#refusal(call, who)
  }

  #refusal(call: ExtensionCall, who: string, why = 'State transition is not allowed'): ExtensionRefusal {
    return {
      errorType: 'Extension.InvalidExtensionState',
      message: refusedExtensionTransitionMessage(this.state, call, who, why),
      rule: 'state',
    }
  }
}

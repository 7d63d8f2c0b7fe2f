// The runtime as the Runtime API sees it: its state, its parked polls, and the event it owns. Judged by the protocol's table.
import { judge, platformTransitions, refusedTransitionMessage } from '@playground/protocol'
import type { Belongs, EventOf, RuntimeCall, RuntimeState } from '@playground/protocol'
import type { Record } from '../recorder/record.ts'
import type { Invocation } from './invocation.ts'

/** Why a call was refused, as the wire says it; nothing was changed. */
export type Refusal = {
  status: 400 | 403 | 410 | 500
  errorType: string
  message: string
  rule: EventOf<'runtime.refused'>['rule']
}

/** A `next` that waits for work. */
export interface Poll {
  readonly of: Belongs
  /** Answers it with the event of an invocation; `again`: the event was handed out before. */
  deliver(invocation: Invocation, again: boolean): void
  /** The process that asked is being ended, and will hang up. */
  expectEnd(): void
  /** Ends it without an answer: the runtime that asked is to be gone. */
  abandon(): void
}

/** A `restore/next` that waits to be restored. */
export interface RestorePoll {
  readonly of: Belongs
  /** Answers it: the snapshot was restored. */
  restored(): void
  expectEnd(): void
  abandon(): void
}

export interface RuntimeOwner {
  /** What every entry about the runtime belongs to, at this moment. */
  of(): Belongs
  /** The runtime asked for work, coming from a state: Init is done, or the invocation before is. */
  asked(from: RuntimeState): void
}

/** Attempts that timed out are remembered this long, so that a late answer is told what happened. */
const rememberedAttempts = 64

export class Runtime {
  state: RuntimeState = 'Started'
  /** The invocation whose id the runtime may use: from the delivery, or from an Init inside it, until the next `next`. */
  current: Invocation | undefined
  /** Set while the body of a response or error is read. */
  reading: Promise<void> | undefined

  readonly #owner: RuntimeOwner
  readonly #record: Record
  readonly #polls: Poll[] = []
  readonly #timedOut: string[] = []
  #restorePoll: RestorePoll | undefined
  /** Polls of a process that is being ended. */
  readonly #left: (Poll | RestorePoll)[] = []
  /** `current` waits for a poll to be delivered to. */
  #undelivered = false
  /** The answer was refused after its transition: only `next` goes on. */
  #answerRefused = false

  constructor(owner: RuntimeOwner, record: Record) {
    this.#owner = owner
    this.#record = record
  }

  /** Takes the body of an answer; another waits until it was read. */
  async whileReading(take: () => Promise<void>): Promise<void> {
    while (this.reading !== undefined) await this.reading
    const taking = take()
    const reading = taking.then(
      () => {},
      () => {},
    )
    this.reading = reading
    void reading.then(() => {
      if (this.reading === reading) this.reading = undefined
    })
    await taking
  }

  /** Takes a parked poll out of the line, for an environment that serves several invocations at one time. */
  takePoll(): Poll | undefined {
    return this.#polls.shift()
  }

  /** Requests for work that are parked. */
  get slots(): number {
    return this.#polls.length
  }

  get waiting(): boolean {
    return this.#polls.length > 0
  }

  /** The runtime asks for work. Parks the poll, or hands out the event it already owns; undefined unless refused. */
  next(poll: Poll): Refusal | undefined {
    const from = this.state
    const transition = judge(from, 'next')
    if (transition === undefined && !this.#answerRefused) return this.#refuse('next', poll.of)
    if (transition?.effect === 'again') {
      this.#polls.push(poll)
      this.#handOut(true)
      return undefined
    }
    this.#answerRefused = false
    this.#polls.push(poll)
    if (from !== 'Ready') {
      this.#become('Ready', poll.of)
      if (!this.#undelivered && from !== 'Started') this.current = undefined
      this.#owner.asked(from)
    }
    if (this.#undelivered) this.#handOut(false)
    return undefined
  }

  /** SnapStart: Init is done, and the runtime waits to be restored. */
  restoreNext(poll: RestorePoll): Refusal | undefined {
    const from = this.state
    const transition = judge(from, 'restore-next')
    if (transition === undefined) return this.#refuse('restore-next', poll.of)
    this.#restorePoll = poll
    this.#become(transition.to, poll.of)
    this.#owner.asked(from)
    return undefined
  }

  /** Its snapshot is restored: the runtime goes on. */
  restore(): void {
    this.#become(platformTransitions.restore.to, this.#restorePoll?.of ?? {})
    this.#restorePoll?.restored()
    this.#restorePoll = undefined
  }

  /** Judges a response or error: the id first, then the state. Moves the state unless it is refused. */
  accept(
    call: 'response' | 'error',
    requestId: string,
    attemptId: string | undefined,
    of: Belongs,
  ): Refusal | undefined {
    if (attemptId !== undefined && attemptId !== this.current?.attemptId && this.#timedOut.includes(attemptId)) {
      return this.#note(call, of, {
        status: 410,
        errorType: 'InvokeTimeout',
        message: 'Invoke timeout',
        rule: 'invocation-id',
      })
    }
    if (this.current === undefined || this.current.request.requestId !== requestId) {
      return this.#note(call, of, {
        status: 400,
        errorType: 'InvalidRequestID',
        message: 'Invalid request ID',
        rule: 'request-id',
      })
    }
    const transition = judge(this.state, call)
    if (transition === undefined) return this.#refuse(call, of)
    this.#become(transition.to, of)
    return undefined
  }

  /** Judges `init/error` or `restore/error`; moves the state unless it is refused. */
  acceptInitError(of: Belongs, call: 'init-error' | 'restore-error' = 'init-error'): Refusal | undefined {
    const transition = judge(this.state, call)
    if (transition === undefined) return this.#refuse(call, of)
    this.#become(transition.to, of)
    return undefined
  }

  /** The body of the answer was read and passed on, or was too large: the invocation has its answer. */
  bodyRead(of: Belongs): void {
    if (this.state === 'InvocationResponse' || this.state === 'InvocationErrorResponse') {
      this.#become(platformTransitions.bodyRead.to, of)
    }
  }

  /** The answer was refused after its transition (bad mode, truncated). `refusal` is recorded. */
  bodyRefused(of: Belongs, rule: Refusal['rule']): void {
    this.#answerRefused = true
    this.#record({ ...this.#owner.of(), ...of }, { type: 'runtime.refused', state: this.state, call: 'response', rule })
  }

  /** Gives the runtime an invocation: at once where a poll is parked, else to the first that comes. */
  deliver(invocation: Invocation): void {
    this.current = invocation
    this.#undelivered = true
    if (this.state === 'Ready' && this.waiting) this.#handOut(false)
  }

  /** Init runs inside an invocation: its id is known already, its event is not handed out before `next`. */
  expect(invocation: Invocation): void {
    this.current = invocation
  }

  /** A parked poll hung up: it must not swallow an event. */
  hungUp(poll: Poll | RestorePoll): void {
    if (poll === this.#restorePoll) this.#restorePoll = undefined
    const index = this.#polls.indexOf(poll as Poll)
    if (index >= 0) this.#polls.splice(index, 1)
  }

  /** A delivery did not reach its runtime: another parked poll gets it, or the next `next` does. */
  lost(invocation: Invocation): void {
    if (this.current === invocation && this.state === 'Running' && this.waiting) this.#handOut(true)
  }

  /** The current attempt timed out: its id is stale from here. */
  forget(): void {
    if (this.current === undefined) return
    this.#timedOut.push(this.current.attemptId)
    if (this.#timedOut.length > rememberedAttempts) this.#timedOut.shift()
  }

  /** A new process takes the place of the old one, whose polls end. */
  restart(): void {
    this.#left.push(...this.#begin())
    this.abandon()
  }

  /** The same, but the old process is still to be ended: until then its polls stay open, as it finds them at a SIGTERM. */
  ends(): void {
    this.#left.push(...this.#begin())
    for (const poll of this.#left) poll.expectEnd()
  }

  /** Whoever left polls behind is gone. */
  abandon(): void {
    for (const poll of this.#left.splice(0)) poll.abandon()
  }

  #begin(): (Poll | RestorePoll)[] {
    this.current = undefined
    this.#undelivered = false
    this.#answerRefused = false
    if (this.state !== 'Started') this.#become('Started', {})
    const parked = [...this.#polls.splice(0), ...(this.#restorePoll === undefined ? [] : [this.#restorePoll])]
    this.#restorePoll = undefined
    return parked
  }

  #handOut(again: boolean): void {
    const poll = this.#polls.shift()
    if (poll === undefined || this.current === undefined) return
    this.#undelivered = false
    if (this.state === 'Ready') this.#become('Running', { ...poll.of, ...this.current.of })
    poll.deliver(this.current, again)
  }

  #become(to: RuntimeState, of: Belongs): void {
    const from = this.state
    this.state = to
    this.#record({ ...this.#owner.of(), ...of }, { type: 'runtime.changed', from, to })
  }

  #refuse(call: RuntimeCall, of: Belongs): Refusal {
    const message = refusedTransitionMessage(this.state, call)
    return this.#note(call, of, { status: 403, errorType: 'InvalidStateTransition', message, rule: 'state' })
  }

  #note(call: RuntimeCall, of: Belongs, refusal: Refusal): Refusal {
    this.#record(
      { ...this.#owner.of(), ...of },
      { type: 'runtime.refused', state: this.state, call, rule: refusal.rule },
    )
    return refusal
  }
}

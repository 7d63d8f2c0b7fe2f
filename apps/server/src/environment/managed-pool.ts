// The managed environments of one function: reuse, scale to the limit, replace what runs old code, let go of what rests too long.
import type { ActionRefusal, EnvironmentAction, FunctionDefinition } from '@playground/protocol'
import type { Cancel } from '../clock.ts'
import type { Invocation } from './invocation.ts'
import type { HostedIdentity, HostedParts } from './hosted.ts'
import { ManagedEnvironment } from './managed.ts'
import { RestorableEnvironment } from './restorable.ts'
import { noSuchEnvironment } from './no-such-environment.ts'
import { SharedEnvironment } from './shared.ts'

export type ManagedPoolParts = Omit<HostedParts, 'changed'> & {
  /** The function as it is now. */
  definition: () => FunctionDefinition | undefined
  /** The number of its next environment. */
  number: () => number
  /** How long an environment may rest before it is shut down, milliseconds. */
  idleMs: number
  /** How long an invocation waits for its turn where all environments are busy, milliseconds; it is refused at once without. */
  turnMs?: number | undefined
}

/** How long a call waits for an environment that has answered and only has to ask for work, milliseconds: a shell needs a moment. */
const finishGraceMs = 100
/** The same at the limit, where the alternative is not another environment but 429. */
const finishGraceAtLimitMs = 1000
/** Invocations that may wait for a free environment. */
const queueLimit = 1000

/** `inTurn`: at the limit, for the next environment that is free. */
type Waiter = { invocation: Invocation; cancel: Cancel | undefined; inTurn?: true }

export class ManagedPool {
  readonly #name: string
  readonly #parts: ManagedPoolParts
  readonly #environments = new Set<ManagedEnvironment>()
  readonly #resting = new Set<ManagedEnvironment>()
  #waiters: Waiter[] = []
  #stopped = false

  constructor(name: string, parts: ManagedPoolParts) {
    this.#name = name
    this.#parts = parts
  }

  /** Finds, makes or waits for an environment; refuses with 429 at the limit. */
  place(invocation: Invocation): void {
    this.#retireOld()
    if (this.#reuse(invocation)) return
    if (this.#comingSlots(invocation.definition) > this.#waiters.length) {
      invocation.waits('init')
      this.#waiters.push({ invocation, cancel: undefined })
      return
    }
    const finishing = [...this.#environments].filter((environment) => environment.finishing).length
    if (finishing <= this.#waiters.length) return this.#startOrThrottle(invocation)
    const graceMs = this.#live() < invocation.definition.concurrency ? finishGraceMs : finishGraceAtLimitMs
    const cancel = this.#parts.clock.after(graceMs, () => {
      this.#waiters = this.#waiters.filter((waiter) => waiter.invocation !== invocation)
      if (!this.#reuse(invocation)) this.#startOrThrottle(invocation)
    })
    this.#waiters.push({ invocation, cancel })
  }

  async stop(reason: string): Promise<void> {
    this.#stopped = true
    for (const { invocation, cancel } of this.#waiters.splice(0)) {
      cancel?.()
      invocation.giveUp(reason)
    }
    await Promise.all([...this.#environments].map((environment) => environment.stop(reason)))
  }

  /** Does what a person asks for; a restart makes another environment where this one runs old code, as a deployment does. */
  act(name: string, action: EnvironmentAction): ActionRefusal | undefined {
    const environment = [...this.#environments].find((one) => one.name === name)
    if (environment === undefined) return noSuchEnvironment(name)
    const replaced = action === 'restart' && !(environment.restartable && this.#isCurrent(environment))
    const now = replaced ? this.#parts.definition() : environment.definition
    const problem = now === undefined ? `The function ${this.#name} is not there any more.` : now.problems[0]
    if (replaced && problem !== undefined) return { code: 'bad-function', message: problem }
    const refusal = environment.act(action, replaced)
    if (refusal === undefined && replaced) this.#startOne(now!, undefined, environment.tenant)
    return refusal
  }

  #reuse(invocation: Invocation): boolean {
    let found: ManagedEnvironment | undefined
    for (const environment of this.#environments) {
      if (environment.tenant !== invocation.request.tenant || !this.#isCurrent(environment)) continue
      if (environment.available) {
        if (found?.available !== true || environment.idleSince > found.idleSince) found = environment
      } else if (environment.revivable && (found === undefined || rank(environment) > rank(found))) found = environment
    }
    if (found === undefined) return false
    if (found.available) found.serve(invocation, false, false)
    else found.revive(invocation)
    return true
  }

  /** Invocations that environments whose Init is under way will take besides the one that each was started for. */
  #comingSlots({ execution: { maxConcurrency, snapStart } }: FunctionDefinition): number {
    if (maxConcurrency === undefined && !snapStart) return 0
    let slots = 0
    for (const { starting } of this.#environments)
      if (starting !== undefined) slots += (maxConcurrency ?? 1) - (starting === 'for-one' ? 1 : 0)
    return slots
  }

  #startOrThrottle(invocation: Invocation): void {
    const { definition } = invocation
    if (this.#live() < definition.concurrency) return this.#start(invocation)
    // Another tenant's environment makes room, as the oldest that rests.
    if (this.#makeRoom(invocation)) return this.#start(invocation)
    const { turnMs, clock } = this.#parts
    if (turnMs !== undefined && this.#waiters.length < queueLimit) {
      invocation.waits('free-runtime', turnMs)
      const cancel = clock.after(turnMs, () => {
        this.#waiters = this.#waiters.filter((waiter) => waiter.invocation !== invocation)
        throttle(invocation)
      })
      this.#waiters.push({ invocation, cancel, inTurn: true })
      return
    }
    if (invocation.request.type === 'Event' && this.#waiters.length < queueLimit) {
      invocation.waits('free-runtime')
      this.#waiters.push({ invocation, cancel: undefined })
      return
    }
    throttle(invocation)
  }

  /** Environments that count against the limit. */
  #live(): number {
    let live = 0
    for (const { state } of this.#environments) if (state !== 'shutdown' && state !== 'gone') live += 1
    return live
  }

  /** Keeps as many environments initialised ahead of time as the function asks for. */
  prepare(): void {
    this.#retireOld()
    const definition = this.#parts.definition()
    if (definition === undefined || definition.problems.length > 0) return
    const wanted = this.#wanted()
    while (this.#live() < wanted) this.#startOne(definition)
  }

  /** Environments that are there though nobody needs them. */
  #wanted(): number {
    const definition = this.#parts.definition()
    if (definition === undefined) return 0
    const { provisioned, snapStart } = definition.execution
    return Math.min(snapStart ? 1 : provisioned, definition.concurrency)
  }

  #start(invocation: Invocation): void {
    const { tenant } = invocation.request
    this.#startOne(invocation.definition, invocation, tenant)
  }

  #startOne(definition: FunctionDefinition, cause?: Invocation, tenant?: string): void {
    const number = this.#parts.number()
    const parts = { ...this.#parts, changed: () => this.#changed(environment) }
    const identity = { name: `${this.#name}/${number}`, number, tenant }
    const environment: ManagedEnvironment = environmentFor(identity, definition, parts)
    this.#environments.add(environment)
    environment.start(cause).catch((problem: unknown) => {
      this.#environments.delete(environment)
      const message = `No Runtime API could be opened for a new environment: ${problem instanceof Error ? problem.message : String(problem)}`
      cause?.refuse('stopped', { status: 500, type: 'ServiceException', message })
    })
  }

  #makeRoom({ request: { tenant } }: Invocation): boolean {
    let oldest: ManagedEnvironment | undefined
    for (const environment of this.#environments) {
      if (!environment.resting || environment.tenant === tenant) continue
      if (oldest === undefined || environment.idleSince < oldest.idleSince) oldest = environment
    }
    if (oldest !== undefined) void oldest.stop('its place is needed for another tenant')
    return oldest !== undefined
  }

  #changed(environment: ManagedEnvironment): void {
    if (environment.state === 'gone') {
      this.#environments.delete(environment)
      if (!this.#stopped) this.prepare()
    }
    const waiter = this.#waiters[0]
    if (waiter !== undefined) {
      this.#retireOld()
      if (this.#reuse(waiter.invocation)) {
        waiter.cancel?.()
        this.#waiters.shift()
        return
      }
      if ((waiter.cancel === undefined || waiter.inTurn) && environment.state === 'gone') {
        waiter.cancel?.()
        this.#waiters.shift()
        this.#startOrThrottle(waiter.invocation)
      }
    }
    if (environment.state !== 'gone' && environment.resting) this.#letRest(environment)
  }

  /** One timer an environment, set anew when it was used meanwhile. */
  #letRest(environment: ManagedEnvironment, afterMs = this.#parts.idleMs): void {
    const { clock, idleMs } = this.#parts
    if (this.#resting.has(environment)) return
    this.#resting.add(environment)
    clock.after(afterMs, () => {
      this.#resting.delete(environment)
      if (!environment.resting || environment.state === 'gone') return
      if (this.#live() <= this.#wanted()) return
      const rested = clock.now() - environment.idleSince
      if (rested < idleMs) this.#letRest(environment, idleMs - rested)
      else void environment.stop(`idle for ${Math.round(idleMs / 1000)} s`)
    })
  }

  /** A saved file is a deployment: idle environments of older code or settings make room. */
  #retireOld(): void {
    const now = this.#parts.definition()
    for (const environment of this.#environments) {
      if (environment.resting && !(now !== undefined && sameDeployment(environment.definition, now)))
        void environment.stop('function changed')
    }
  }

  #isCurrent({ definition }: ManagedEnvironment): boolean {
    const now = this.#parts.definition()
    return now !== undefined && sameDeployment(definition, now)
  }
}

function throttle(invocation: Invocation): void {
  invocation.refuse('throttled', {
    status: 429,
    type: 'TooManyRequestsException',
    message: 'Rate Exceeded.',
    reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  })
}

/** A snapshot is nearer to serving than what has to begin with Init. */
function rank({ available, state }: ManagedEnvironment): number {
  return available ? 2 : state === 'snapshot' ? 1 : 0
}

/** Of the kind that the function's settings ask for. */
function environmentFor(
  identity: HostedIdentity,
  definition: FunctionDefinition,
  parts: HostedParts,
): ManagedEnvironment {
  const { snapStart, maxConcurrency } = definition.execution
  if (snapStart) return new RestorableEnvironment(identity, definition, parts)
  if (maxConcurrency !== undefined) return new SharedEnvironment(identity, definition, parts)
  return new ManagedEnvironment(identity, definition, parts)
}

function sameDeployment(a: FunctionDefinition, b: FunctionDefinition): boolean {
  return (
    a === b ||
    (a.codeHash === b.codeHash &&
      a.folder === b.folder &&
      a.timeoutSeconds === b.timeoutSeconds &&
      a.memoryMb === b.memoryMb &&
      JSON.stringify(a.execution) === JSON.stringify(b.execution))
  )
}

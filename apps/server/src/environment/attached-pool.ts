// The attached environments of one function, and the invocations that wait for one of them.
import type { ActionRefusal, EnvironmentAction, FunctionDefinition } from '@playground/protocol'
import type { Cancel } from '../clock.ts'
import { AttachedEnvironment, type AttachedParts } from './attached.ts'
import type { Environment } from './environment.ts'
import type { Invocation, InvocationResult } from './invocation.ts'
import { noSuchEnvironment } from './no-such-environment.ts'

export type AttachedPoolParts = Omit<AttachedParts, 'changed' | 'initError'> & {
  port: () => number
  /** What to type to attach, for the message that says nobody did. */
  address: () => string
}

/** How long an invocation waits for somebody to attach, milliseconds. */
const attachWaitMs = 10_000
/** Invocations that may wait for the runtimes of one function. */
const queueLimit = 1000

type Waiter = { invocation: Invocation; cancel: Cancel }

export class AttachedPool {
  readonly #name: string
  readonly #parts: AttachedPoolParts
  readonly #environments = new Map<string, AttachedEnvironment>()
  #waiters: Waiter[] = []
  #made = 0

  constructor(name: string, parts: AttachedPoolParts) {
    this.#name = name
    this.#parts = parts
  }

  get size(): number {
    return this.#environments.size
  }

  has(instance: string): boolean {
    return this.#environments.has(instance)
  }

  /** The environment behind one address; made when its runtime calls for the first time. */
  open(instance: string, definition: FunctionDefinition): AttachedEnvironment {
    const known = this.#environments.get(instance)
    if (known !== undefined) return known
    this.#made += 1
    const environment = new AttachedEnvironment(
      `${this.#name}@${instance}`,
      this.#made,
      this.#parts.port(),
      definition,
      {
        ...this.#parts,
        changed: (changed) => this.#changed(instance, changed),
        initError: (failed, body, errorType) => this.#initError(failed, body, errorType),
      },
    )
    this.#environments.set(instance, environment)
    return environment
  }

  /** Does what a person asks for, as far as it can be done to processes of somebody else. */
  act(name: string, action: EnvironmentAction): ActionRefusal | undefined {
    const environment = this.#environments.get(name.slice(this.#name.length + 1))
    return environment === undefined ? noSuchEnvironment(name) : environment.act(action)
  }

  /** Gives it to a runtime that waits for work, or lets it wait in bounds, saying so. */
  place(invocation: Invocation): void {
    const free = this.#free()
    if (free !== undefined) return free.serve(invocation, false, false)
    if (this.#waiters.length >= queueLimit) return this.#throttle(invocation)
    const busy = [...this.#environments.values()].some(({ serving }) => serving !== undefined)
    const limitMs = busy ? Math.max(invocation.timeoutMs, attachWaitMs) : attachWaitMs
    invocation.waits(busy ? 'free-runtime' : 'runtime', limitMs)
    const cancel = this.#parts.clock.after(limitMs, () => {
      this.#waiters = this.#waiters.filter((waiter) => waiter.invocation !== invocation)
      if (busy) return this.#throttle(invocation)
      const message = `No runtime is attached to the function ${this.#name}. Start one with AWS_LAMBDA_RUNTIME_API=${this.#parts.address()} and invoke again.`
      invocation.refuse('unattached', { status: 409, type: 'ResourceConflictException', message })
    })
    this.#waiters.push({ invocation, cancel })
  }

  async stop(reason: string): Promise<void> {
    for (const { invocation, cancel } of this.#waiters.splice(0)) {
      cancel()
      invocation.giveUp(reason)
    }
    await Promise.all([...this.#environments.values()].map((environment) => environment.stop(reason)))
  }

  #free(): AttachedEnvironment | undefined {
    return [...this.#environments.values()].find((environment) => environment.available)
  }

  #throttle(invocation: Invocation): void {
    invocation.refuse('throttled', {
      status: 429,
      type: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    })
  }

  #changed(instance: string, environment: Environment): void {
    if (environment.state === 'gone') this.#environments.delete(instance)
    const free = this.#free()
    const waiter = free === undefined ? undefined : this.#waiters.shift()
    waiter?.cancel()
    if (waiter !== undefined) free?.serve(waiter.invocation, false, false)
  }

  #initError(environment: AttachedEnvironment, payload: Uint8Array, errorType: string): void {
    const result: InvocationResult = {
      outcome: 'init-error',
      by: 'runtime',
      payload,
      failed: true,
      errorType,
      help: 'The attached runtime reported that it could not initialise. Correct it, start it again, and invoke again.',
    }
    for (const { invocation, cancel } of this.#waiters.splice(0)) {
      cancel()
      invocation.answer(environment.of(), result)
      invocation.settle(environment.of(), 'init-error', 0, 0)
    }
  }
}

// All environments of all functions: where an invocation goes in, and where an attached runtime finds its environment.
import { functionNamePattern } from '@playground/protocol'
import type { ActionRefusal, EnvironmentAction, FunctionDefinition } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { Record } from '../recorder/record.ts'
import { AttachedPool } from './attached-pool.ts'
import type { AttachedEnvironment } from './attached.ts'
import type { Environment } from './environment.ts'
import { Invocation, type InvocationRequest, type ResponseSink } from './invocation.ts'
import { ManagedPool } from './managed-pool.ts'
import { noSuchEnvironment } from './no-such-environment.ts'
import type { EnvironmentListener, FunctionSource, ProcessHost, TelemetryDelivery } from './ports.ts'

export type EnvironmentsParts = {
  clock: Clock
  record: Record
  functions: FunctionSource
  host: ProcessHost
  telemetry: TelemetryDelivery
  listen: (environment: Environment) => Promise<EnvironmentListener>
  attachPort: () => number
  /** How long an environment may rest before it is shut down, milliseconds. */
  idleMs: number
  /** How long an invocation waits for its turn where all environments of its function are busy, milliseconds; it is refused at once without. */
  turnMs?: number | undefined
}

/** Attached environments at one time; each address that is called makes one. */
const attachedLimit = 1000

export class Environments {
  readonly #parts: EnvironmentsParts
  readonly #managed = new Map<string, ManagedPool>()
  readonly #attached = new Map<string, AttachedPool>()
  /** Invocations, and managed environments, of each function so far. */
  readonly #numbers = new Map<string, number>()
  readonly #made = new Map<string, number>()
  /** Those that wait for what was saved to be read, or built. */
  readonly #building = new Set<Invocation>()

  constructor(parts: EnvironmentsParts) {
    this.#parts = parts
  }

  /** Accepts an invocation: records it and gives it its number. `place` sets it going. */
  receive(request: InvocationRequest, definition: FunctionDefinition, sink?: ResponseSink): Invocation {
    const number = countIn(this.#numbers, definition.name)
    return new Invocation(request, definition, number, this.#parts.clock, this.#parts.record, sink)
  }

  /** An attached runtime serves where there is one; otherwise the playground starts what the function's folder holds. */
  place(invocation: Invocation): void {
    const { definition } = invocation
    const attached = definition.version === undefined ? this.#attached.get(definition.name) : undefined
    if (definition.origin === 'attached' || (attached !== undefined && attached.size > 0)) {
      return this.#attachedPool(definition.name).place(invocation)
    }
    const problem = definition.problems[0]
    if (problem !== undefined) return refuse(invocation, problem)
    const building = definition.version === undefined ? this.#parts.functions.ready(definition.name) : undefined
    if (building === undefined) return this.#managedPool(definition.name, definition.version).place(invocation)
    if (definition.build !== undefined) invocation.waits('build')
    this.#building.add(invocation)
    void building.then((failed) => {
      if (this.#building.delete(invocation)) this.#afterBuild(invocation, failed)
    })
  }

  /** What was built is another definition than the one that was called. */
  #afterBuild(invocation: Invocation, failed: string | undefined): void {
    const { name } = invocation.definition
    const now = this.#parts.functions.get(name)
    const problem = failed ?? (now === undefined ? `There is no function ${name} any more.` : now.problems[0])
    if (now === undefined || problem !== undefined) return refuse(invocation, problem!)
    invocation.definition = now
    this.#managedPool(name).place(invocation)
  }

  /** How many invocations of a function can be at work at one time, and one that waits for the first of them to be over. */
  room({ name, origin, concurrency, execution }: FunctionDefinition): number {
    const attached = this.#attached.get(name)?.size ?? 0
    // Whoever waits for an attached runtime does so for a limited time: none waits without need.
    if (origin === 'attached' || attached > 0) return Math.max(1, attached)
    return concurrency * (execution.maxConcurrency ?? 1) + 1
  }

  /** The environment behind `ADDRESS/NAME/INSTANCE`; undefined where the name is not legal or there are too many. */
  attach(name: string, instance: string): AttachedEnvironment | undefined {
    if (!functionNamePattern.test(name) || !functionNamePattern.test(instance)) return undefined
    const pool = this.#attachedPool(name)
    const total = [...this.#attached.values()].reduce((sum, { size }) => sum + size, 0)
    if (total >= attachedLimit && !pool.has(instance)) return undefined
    return pool.open(instance, this.#parts.functions.attach(name))
  }

  /** Does what a person asks for to an environment, `NAME/N`, `NAME:V/N` or `NAME@INSTANCE`; undefined where it is done, or else why not. */
  act(name: string, action: EnvironmentAction): ActionRefusal | undefined {
    const end = name.search(/[/@]/)
    const pools = name[end] === '@' ? this.#attached : this.#managed
    const pool = pools.get(name.slice(0, Math.max(0, end)))
    return pool === undefined ? noSuchEnvironment(name) : pool.act(name, action)
  }

  /** Starts what a function wants initialised ahead of its invocations. */
  prepare(name: string): void {
    const definition = this.#parts.functions.get(name)
    if (definition === undefined || definition.origin === 'attached' || definition.problems.length > 0) return
    const { provisioned, snapStart } = definition.execution
    if (!(provisioned > 0 || snapStart || this.#managed.has(name))) return
    const building = provisioned > 0 || snapStart ? this.#parts.functions.ready(name) : undefined
    if (building === undefined) this.#managedPool(name).prepare()
    else void building.then((failed) => failed === undefined && this.prepare(name))
  }

  /** Shuts down all environments of a function, or of one of its versions, `NAME:V`; invocations under way are given up. */
  async remove(name: string, reason: string): Promise<void> {
    const gone = [...this.#managed].filter(([pool]) => pool === name || pool.startsWith(`${name}:`))
    const attached = this.#attached.get(name)
    for (const [pool] of gone) this.#managed.delete(pool)
    this.#attached.delete(name)
    this.#made.delete(name)
    for (const [, managed] of gone) await managed.stop(reason)
    await attached?.stop(reason)
  }

  async stop(reason: string): Promise<void> {
    for (const invocation of this.#building) invocation.giveUp(reason)
    this.#building.clear()
    await Promise.all([...this.#managed.values(), ...this.#attached.values()].map((pool) => pool.stop(reason)))
  }

  /** A published version has a pool of its own; the numbers of its environments are the function's. */
  #managedPool(name: string, version?: string): ManagedPool {
    const key = version === undefined ? name : `${name}:${version}`
    let pool = this.#managed.get(key)
    if (pool === undefined) {
      const definition = () => this.#parts.functions.get(name, version)
      pool = new ManagedPool(key, { ...this.#parts, definition, number: () => countIn(this.#made, name) })
      this.#managed.set(key, pool)
    }
    return pool
  }

  #attachedPool(name: string): AttachedPool {
    let pool = this.#attached.get(name)
    if (pool === undefined) {
      const address = () => `127.0.0.1:${this.#parts.attachPort()}/${name}`
      pool = new AttachedPool(name, {
        clock: this.#parts.clock,
        record: this.#parts.record,
        port: this.#parts.attachPort,
        address,
      })
      this.#attached.set(name, pool)
    }
    return pool
  }
}

function countIn(counts: Map<string, number>, name: string): number {
  const count = (counts.get(name) ?? 0) + 1
  counts.set(name, count)
  return count
}

function refuse(invocation: Invocation, message: string): void {
  invocation.refuse('stopped', { status: 400, type: 'InvalidParameterValueException', message })
}

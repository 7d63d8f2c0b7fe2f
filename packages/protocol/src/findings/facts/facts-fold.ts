// The fold that keeps the facts: each entry is applied before the rules see it, and what is over is forgotten in time.
import type { Belongs } from '../../ids.ts'
import type { Entry } from '../../journal.ts'
import { applyEnvironment } from './apply-environment.ts'
import { applyExchange } from './apply-exchange.ts'
import { applyExtension } from './apply-extension.ts'
import { applyInvocation } from './apply-invocation.ts'
import { applyProcess } from './apply-process.ts'
import { Bounded } from './bounded.ts'
import type {
  EnvironmentFact,
  ExchangeFact,
  ExtensionFact,
  Facts,
  FunctionFact,
  InvocationFact,
  Life,
  ProcessFact,
} from './facts.ts'

/** Functions that are known at one time; those that were heard of first go first. */
const mostFunctions = 1000
/** Exchanges that have no answer yet: a poll of each environment, and the calls that wait. */
const mostOpen = 10_000
/** Exchanges that are over, so that what comes late (a lost delivery, a drained body) still finds its head. */
const mostOver = 1024

export class FactsFold implements Facts {
  fn: FunctionFact | undefined
  environment: EnvironmentFact | undefined
  life: Life | undefined
  extension: ExtensionFact | undefined
  process: ProcessFact | undefined
  invocation: InvocationFact | undefined
  exchange: ExchangeFact | undefined
  readonly functions = new Bounded<string, FunctionFact>(mostFunctions)
  readonly open = new Bounded<number, ExchangeFact>(mostOpen)
  readonly over = new Bounded<number, ExchangeFact>(mostOver)
  /** Calls that may become an invocation, by its function and id: a caller may choose an id that another has. */
  readonly calls = new Bounded<string, ExchangeFact>(mostOver)

  take(entry: Entry): void {
    const { of, event } = entry
    this.#find(of)
    if (event.type.startsWith('exchange.')) applyExchange(this, entry)
    else if (event.type.startsWith('invocation.')) applyInvocation(this, entry)
    else if (event.type.startsWith('process.')) applyProcess(this, entry)
    else if (event.type === 'extension.changed') applyExtension(this, entry)
    else if (event.type.startsWith('run.')) this.#applyRun(entry)
    else applyEnvironment(this, entry)
    if (of.extension !== undefined) this.extension = this.life?.extensions.get(of.extension)
  }

  /** A function by its name, new where it was not heard of before. */
  functionOf(name: string): FunctionFact {
    let fn = this.functions.get(name)
    if (fn === undefined) {
      fn = { name, version: {}, environments: new Map(), underWay: new Map(), recent: [], runs: new Set() }
      this.functions.set(name, fn)
    }
    return fn
  }

  readonly invocationOf = (id: string, fn: FunctionFact | undefined): InvocationFact | undefined =>
    fn?.underWay.get(id) ?? fn?.recent.find((one) => one.id === id)

  #find(of: Belongs): void {
    this.fn = of.function === undefined ? undefined : this.functionOf(of.function)
    this.environment = of.environment === undefined ? undefined : this.fn?.environments.get(of.environment)
    this.life = lifeOf(this.environment, of.incarnation)
    this.invocation = of.invocation === undefined ? undefined : this.invocationOf(of.invocation, this.fn)
    this.exchange = of.exchange === undefined ? undefined : (this.open.get(of.exchange) ?? this.over.get(of.exchange))
    this.process = of.process === undefined ? undefined : this.life?.processes.get(of.process)
    this.extension = undefined
  }

  #applyRun({ event }: Entry): void {
    if (event.type === 'run.started') this.fn?.runs.add(event.run)
    else if (event.type === 'run.ended') this.fn?.runs.delete(event.run)
  }
}

function lifeOf(environment: EnvironmentFact | undefined, incarnation: number | undefined): Life | undefined {
  if (environment === undefined) return undefined
  const { life, before } = environment
  return incarnation !== undefined && before?.incarnation === incarnation ? before : life
}

// Functions and their environments, with one life for each incarnation.
import type { Entry, EventOf } from '../../journal.ts'
import type { EnvironmentFact, FunctionFact, Life } from './facts.ts'
import type { FactsFold } from './facts-fold.ts'

export function applyEnvironment(facts: FactsFold, entry: Entry): void {
  const { seq, at, of, event } = entry
  if (event.type === 'function.defined') return defined(facts, event)
  if (event.type === 'function.removed') {
    if (of.function !== undefined) facts.functions.delete(of.function)
    return
  }
  if (facts.fn === undefined || of.environment === undefined) return
  if (event.type === 'environment.created') {
    facts.environment = created(facts.fn, entry, event)
    facts.life = facts.environment.life
    return
  }
  const { environment } = facts
  if (environment === undefined) return
  if (of.incarnation !== undefined && of.incarnation > environment.life.incarnation)
    facts.life = begin(environment, of.incarnation, entry)
  const life = facts.life!
  switch (event.type) {
    case 'environment.changed':
      environment.state = event.to
      if (event.to === 'reset' || event.to === 'shutdown' || event.to === 'crashed') life.ending ??= { seq, at }
      if (event.to === 'gone') facts.fn.environments.delete(environment.name)
      return
    case 'environment.init-started': {
      const { phase, limitMs, initializationType: kind, memoryMb } = event
      // Where no incarnation is told, Init begins one.
      const begun = life.init === undefined ? life : begin(environment, life.incarnation + 1, entry)
      facts.life = begun
      begun.init = { seq, at, phase, limitMs, kind }
      begun.memoryMb = memoryMb
      return
    }
    case 'environment.init-ended':
      life.initEnded = { seq, at, status: event.status, durationMs: event.durationMs }
      return
    case 'environment.frozen':
      environment.rest = { from: at }
      return
    case 'environment.thawed':
      if (environment.rest !== undefined) environment.rest.to = at
      return
    case 'runtime.changed':
      life.runtimeState = event.to
      return
    case 'runtime.refused':
      // Refused before it counted: the answer is still to come.
      if (event.rule === 'state' && facts.invocation?.answer === facts.exchange) delete facts.invocation?.answer
      return
    case 'deadline.set':
      if (event.for === 'shutdown') life.ending ??= { seq, at }
  }
}

function defined(facts: FactsFold, { definition }: EventOf<'function.defined'>): void {
  const fn = facts.functionOf(definition.name)
  facts.fn = fn
  fn.definition = definition
  fn.version = {}
}

function created(
  fn: FunctionFact,
  entry: Entry,
  { number, port, attached, codeHash }: EventOf<'environment.created'>,
): EnvironmentFact {
  const { seq, at, of } = entry
  const environment = {
    seq,
    at,
    name: of.environment!,
    number,
    port,
    attached,
    ...(codeHash === undefined ? {} : { codeHash }),
    fn,
    state: 'created',
  } as EnvironmentFact
  environment.life = lifeFrom(environment, of.incarnation ?? 1, entry)
  fn.environments.set(environment.name, environment)
  return environment
}

function begin(environment: EnvironmentFact, incarnation: number, entry: Entry): Life {
  environment.before = environment.life
  environment.life = lifeFrom(environment, incarnation, entry)
  return environment.life
}

function lifeFrom(environment: EnvironmentFact, incarnation: number, { seq, at }: Entry): Life {
  return {
    seq,
    at,
    incarnation,
    environment,
    memoryMb: environment.fn.definition?.memoryMb,
    runtimeState: 'Started',
    processes: new Map(),
    extensions: new Map(),
    polls: new Set(),
    posts: new Set(),
    served: 0,
  }
}

// A world for the environment core in tests: processes, listeners and callers that the test plays by hand.
import { definitionOf as anyDefinition } from '@playground/protocol/fixtures'
import type { EventOf, EventType, FunctionDefinition, JournalEvent, Belongs } from '@playground/protocol'
import { fakeClock } from '../fake-clock.fixture.ts'
import type { Environment } from './environment.ts'
import { Environments } from './environments.ts'
import type { Extension, ExtensionEvent, ExtensionRefusal } from './extension.ts'
import type { Invocation, InvocationRequest, InvocationResult, ResponseSink } from './invocation.ts'
import type { ExternalExtension, HomeEvents, ProcessEvents, ProcessStart } from './ports.ts'
import type { Poll } from './runtime.ts'

/** One process, and what was done to it: `ended` with its grace, milliseconds; `terminated`: its environment was cleared. */
export type Started = {
  start: ProcessStart
  events: ProcessEvents
  home: HomeEvents
  ended: number[]
  terminated: string[]
  peak: number | undefined
}
export type HandPoll = Poll & { given: { id: string; again: boolean }[]; abandoned: boolean; expectsEnd: boolean }
export type Call = { invocation: Invocation; results: InvocationResult[]; settled: number }

export const definitionOf = (name: string, settings: Partial<FunctionDefinition> = {}): FunctionDefinition =>
  anyDefinition(name, { codeHash: 'one', ...settings })

/** What a call of the function asks for; `number` makes its id. */
export function requestOf(name: string, number: number, request: Partial<InvocationRequest> = {}): InvocationRequest {
  return {
    requestId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    type: 'RequestResponse',
    qualifier: undefined,
    invokedArn: `arn:aws:lambda:us-east-1:012345678912:function:${name}`,
    payload: Buffer.from('{}'),
    clientContext: undefined,
    traceId: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=0000000000000001;Sampled=0',
    ...request,
  }
}

export function world(...definitions: FunctionDefinition[]) {
  return worldWith({}, ...definitions)
}

export function worldWith(parts: { turnMs?: number }, ...definitions: FunctionDefinition[]) {
  const clock = fakeClock()
  const entries: { of: Belongs; event: JournalEvent }[] = []
  const record = (of: Belongs, event: JournalEvent) => entries.push({ of, event })
  const functions = new Map(definitions.map((definition) => [definition.name, definition]))
  const started: Started[] = []
  const opened: Environment[] = []
  const frozen: string[] = []
  const flushed: string[] = []
  let extensions: ExternalExtension[] = []
  let closed = 0
  const environments = new Environments({
    clock,
    record,
    idleMs: 300_000,
    ...parts,
    attachPort: () => 9001,
    functions: {
      get: (name) => functions.get(name),
      ready: () => undefined,
      list: () => [...functions.values()],
      attach: (name) => {
        const known = functions.get(name) ?? definitionOf(name, { origin: 'attached', runtime: 'attached' })
        functions.set(name, known)
        return known
      },
    },
    host: {
      open(of, _definition, home) {
        let own: Started[] = []
        const clear = (reason: string) => {
          for (const one of own) one.terminated.push(reason)
          own = []
          return Promise.resolve()
        }
        return {
          extensions: () => extensions,
          start(start, events) {
            const one: Started = { start, events, home, ended: [], terminated: [], peak: undefined }
            started.push(one)
            own.push(one)
            return { end: (_reason, graceMs) => Promise.resolve(void one.ended.push(graceMs)) }
          },
          peakMemoryMb: () => own[0]?.peak,
          working: () => {},
          freeze: () => frozen.push(`${of.environment} frozen`),
          thaw: () => {
            if (frozen.at(-1)?.endsWith('frozen') === true) frozen.push(`${of.environment} thawed`)
          },
          clear,
          close: clear,
        }
      },
    },
    telemetry: { flush: (environment) => Promise.resolve(void flushed.push(environment)) },
    listen: (environment) => {
      opened.push(environment)
      const port = 40_000 + opened.length
      const close = () => Promise.resolve(void (closed += 1))
      return Promise.resolve({ port, address: `127.0.0.1:${port}`, close })
    },
  })

  let ids = 0
  const call = (name: string, request: Partial<InvocationRequest> = {}, sink?: ResponseSink): Call => {
    ids += 1
    const invocation = environments.receive(requestOf(name, ids, request), functions.get(name)!, sink)
    const one: Call = { invocation, results: [], settled: 0 }
    invocation.onAnswered = (result) => one.results.push(result)
    invocation.onSettled = () => (one.settled += 1)
    environments.place(invocation)
    return one
  }

  return {
    clock,
    entries,
    environments,
    functions,
    started,
    opened,
    call,
    closed: () => closed,
    frozen,
    flushed,
    /** The external extensions of every environment from here on. */
    bring: (...names: string[]) => (extensions = names.map((name) => ({ name, file: `/opt/extensions/${name}` }))),
    /** An extension asks for its next event. */
    ask: (environment: Environment, extension: Extension) => {
      const given: ExtensionEvent[] = []
      const poll = { of: {}, given, refused: [] as ExtensionRefusal[], abandoned: false }
      const refusal = extension.next({
        of: {},
        deliver: (event) => given.push(event),
        refuse: (refused) => poll.refused.push(refused),
        expectEnd: () => {},
        abandon: () => (poll.abandoned = true),
      })
      return { poll, refusal, environment }
    },
    /** The core waits for promises of its ports. */
    turn: async () => {
      for (let turns = 0; turns < 10; turns += 1) await Promise.resolve()
      clock.settle()
      for (let turns = 0; turns < 10; turns += 1) await Promise.resolve()
      clock.settle()
    },
    poll: (environment: Environment) => {
      const given: HandPoll['given'] = []
      const poll: HandPoll = {
        of: {},
        given,
        abandoned: false,
        expectsEnd: false,
        deliver: (invocation, again) => given.push({ id: invocation.request.requestId, again }),
        expectEnd: () => (poll.expectsEnd = true),
        abandon: () => (poll.abandoned = true),
      }
      return { poll, refusal: environment.next(poll) }
    },
    events: <T extends EventType>(type: T): EventOf<T>[] =>
      entries.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type),
  }
}

/** The runtime answers what it serves, in one go. */
export function respond(
  environment: Environment,
  { invocation }: Pick<Call, 'invocation'>,
  body = '"done"',
  call: 'response' | 'error' = 'response',
) {
  const answering = environment.accept(call, invocation.request.requestId, undefined, {})
  if ('status' in answering) return answering
  if (call === 'error') answering.failed({ errorType: 'Runtime.Unknown', body: Buffer.from(body) })
  else {
    const response = answering.response({ contentType: 'application/json', streams: false })
    void response.take(Buffer.from(body))
    response.whole()
  }
  return undefined
}

// A world for the environment core in tests: processes, listeners and callers that the test plays by hand.
import { defaultExecution } from '@playground/protocol'
import type { EventOf, EventType, FunctionDefinition, JournalEvent, Belongs } from '@playground/protocol'
import { fakeClock } from '../fake-clock.fixture.ts'
import type { Environment } from './environment.ts'
import { Environments } from './environments.ts'
import type { Invocation, InvocationRequest, InvocationResult } from './invocation.ts'
import type { RuntimeEvents, RuntimeStart } from './ports.ts'
import type { Poll } from './runtime.ts'

export type Started = { start: RuntimeStart; events: RuntimeEvents; terminated: string[]; peak: number | undefined }
export type HandPoll = Poll & { given: { id: string; again: boolean }[]; abandoned: boolean }
export type Call = { invocation: Invocation; results: InvocationResult[]; settled: number }

export function definitionOf(name: string, settings: Partial<FunctionDefinition> = {}): FunctionDefinition {
  return {
    name,
    origin: 'managed',
    shipped: false,
    runtime: 'provided',
    timeoutSeconds: 3,
    memoryMb: 128,
    concurrency: 10,
    execution: defaultExecution,
    variables: [],
    codeHash: 'one',
    problems: [],
    ...settings,
  }
}

export function world(...definitions: FunctionDefinition[]) {
  const clock = fakeClock()
  const entries: { of: Belongs; event: JournalEvent }[] = []
  const record = (of: Belongs, event: JournalEvent) => entries.push({ of, event })
  const functions = new Map(definitions.map((definition) => [definition.name, definition]))
  const started: Started[] = []
  const opened: Environment[] = []
  let closed = 0
  const environments = new Environments({
    clock,
    record,
    idleMs: 300_000,
    attachPort: () => 9001,
    functions: {
      get: (name) => functions.get(name),
      list: () => [...functions.values()],
      attach: (name) => {
        const known = functions.get(name) ?? definitionOf(name, { origin: 'attached', runtime: 'attached' })
        functions.set(name, known)
        return known
      },
    },
    host: {
      start(start, events) {
        const one: Started = { start, events, terminated: [], peak: undefined }
        started.push(one)
        return {
          peakMemoryMb: () => one.peak,
          working: () => {},
          terminate: (reason) => {
            one.terminated.push(reason)
            return Promise.resolve()
          },
        }
      },
    },
    listen: (environment) => {
      opened.push(environment)
      return Promise.resolve({ port: 40_000 + opened.length, close: () => Promise.resolve(void (closed += 1)) })
    },
  })

  let ids = 0
  const call = (name: string, request: Partial<InvocationRequest> = {}): Call => {
    ids += 1
    const invocation = environments.receive(
      {
        requestId: `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`,
        type: 'RequestResponse',
        qualifier: undefined,
        invokedArn: `arn:aws:lambda:us-east-1:012345678912:function:${name}`,
        payload: Buffer.from('{}'),
        clientContext: undefined,
        traceId: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=0000000000000001;Sampled=0',
        ...request,
      },
      functions.get(name)!,
    )
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
        deliver: (invocation, again) => given.push({ id: invocation.request.requestId, again }),
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
  { invocation }: Call,
  body = '"done"',
  call: 'response' | 'error' = 'response',
) {
  const refusal = environment.runtime.accept(call, invocation.request.requestId, undefined, {})
  if (refusal === undefined) environment.answer(call, Buffer.from(body), {})
  return refusal
}

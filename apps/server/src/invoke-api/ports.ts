// What the Lambda service API needs from the rest of the server.
import type { FunctionDefinition } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { Environments } from '../environment/environments.ts'
import type { InvocationRequest, InvokeRefusal } from '../environment/invocation.ts'
import type { FunctionSource } from '../environment/ports.ts'
import type { Gates } from '../http/gates.ts'
import type { Recorder } from '../recorder/record.ts'

/** The queue of asynchronous events. */
export interface EventIntake {
  /** Resolves when the event is kept, so that its caller may be told; with the reason where it is not taken. */
  accept(request: InvocationRequest, definition: FunctionDefinition): Promise<InvokeRefusal | undefined>
}

export type InvokeParts = {
  recorder: Recorder
  gates: Gates
  clock: Clock
  functions: FunctionSource
  environments: Environments
  events: EventIntake
}

// What the environment core needs from the world; it does no I/O itself.
import type { Belongs, FunctionDefinition } from '@playground/protocol'

/** How a process ended. */
export type Exit = { code: number | null; signal: string | null }

/** Why a process could not be started, as the caller gets it (`Runtime.InvalidEntrypoint`, `Runtime.InvalidWorkingDir`). */
export type StartFailure = { errorType: string; message: string; help: string }

export type RuntimeStart = {
  definition: FunctionDefinition
  /** The identity under which everything about it is recorded. */
  of: Belongs & { function: string; environment: string; incarnation: number }
  /** `host:port` of the environment's Runtime API. */
  runtimeApi: string
  /** Unique to the environment; also AWS_LAMBDA_LOG_STREAM_NAME. */
  logStream: string
}

export type RuntimeEvents = {
  /** The runtime's own process ended; what it forked may live on until `terminate`. Called once, never after `failed`. */
  exited(exit: Exit): void
  failed(failure: StartFailure): void
  /** One line of output, already recorded. */
  printed(line: string): void
  /** A sample of memory passed the function's limit. */
  outOfMemory(): void
  /** The invocation that output belongs to at this moment, for the journal. */
  invocation(): Pick<Belongs, 'invocation' | 'attempt'>
}

/** The processes of one incarnation of an environment. */
export interface RuntimeProcess {
  /** Highest sample of memory so far, MB; undefined before the first. */
  peakMemoryMb(): number | undefined
  /** Samples are taken while it works, and not while it rests. */
  working(yes: boolean): void
  /** Ends every process of the environment: SIGTERM first where `graceMs` is over 0, then SIGKILL. Resolves when all are gone. */
  terminate(reason: string, graceMs: number): Promise<void>
}

export interface ProcessHost {
  /** Starts the runtime of a function; returns at once, what becomes of it is told by `events`. */
  start(start: RuntimeStart, events: RuntimeEvents): RuntimeProcess
}

/** A Runtime API of its own for one managed environment. */
export interface EnvironmentListener {
  port: number
  /** Stops listening, and ends what is still open. */
  close(): Promise<void>
}

/** Where the function's definition and its code are looked after. */
export interface FunctionSource {
  get(name: string): FunctionDefinition | undefined
  list(): FunctionDefinition[]
  /** Makes the function of an attached runtime appear; returns the one that is there already. */
  attach(name: string): FunctionDefinition
}

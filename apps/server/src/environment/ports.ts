// What the environment core needs from the world; it does no I/O itself.
import type { Belongs, FunctionDefinition, InitializationType } from '@playground/protocol'

/** How a process ended. */
export type Exit = { code: number | null; signal: string | null }

/** Why a process could not be started, as the caller gets it (`Runtime.InvalidEntrypoint`, `Runtime.InvalidWorkingDir`, `Extension.LaunchError`). */
export type StartFailure = { errorType: string; message: string; help: string }

/** An external extension: a file directly in the folder `extensions` of a layer or of the function. */
export type ExternalExtension = { name: string; file: string }

export type Program = { kind: 'runtime' } | ({ kind: 'extension' } & ExternalExtension)

export type ProcessStart = {
  program: Program
  definition: FunctionDefinition
  /** The identity under which everything about it is recorded; `extension` is set for one. */
  of: Belongs & { function: string; environment: string; incarnation: number }
  /** `host:port` of the environment's Runtime API. */
  runtimeApi: string
  /** Unique to the incarnation; also AWS_LAMBDA_LOG_STREAM_NAME. */
  logStream: string
  initializationType: InitializationType
  /** SnapStart: where credentials are asked for, in place of those among the variables. */
  credentials?: { uri: string; token: string }
}

export type ProcessEvents = {
  /** The process ended; what it forked may live on until it is ended. Called once, never after `failed`. */
  exited(exit: Exit): void
  failed(failure: StartFailure): void
  /** One line of output, or one frame of the log, already recorded. */
  printed(line: string): void
}

export interface StartedProcess {
  /** Ends it and its group: SIGTERM first where `graceMs` is over 0, then SIGKILL. Resolves when all are gone. */
  end(reason: string, graceMs: number): Promise<void>
}

export type HomeEvents = {
  /** A sample of memory of all processes together passed the function's limit. */
  outOfMemory(): void
  /** The invocation that output belongs to at this moment, for the journal. */
  invocation(): Pick<Belongs, 'invocation'>
}

/** The place of one environment: its folders, which a reset leaves as they are, and its processes. */
export interface EnvironmentHome {
  /** The external extensions that the function and its layers bring, in the order in which they are started. */
  extensions(definition: FunctionDefinition): ExternalExtension[]
  /** Starts a process; returns at once, what becomes of it is told by `events`. */
  start(start: ProcessStart, events: ProcessEvents): StartedProcess
  /** Highest sample of memory of the processes that were started since `clear`, MB; undefined before the first. */
  peakMemoryMb(): number | undefined
  /** Samples are taken while it works, and not while it rests. */
  working(yes: boolean): void
  /** Stops every process of the environment (SIGSTOP), or lets them go on; a second call of the same changes nothing. */
  freeze(): void
  thaw(): void
  /** Ends every process that is left (SIGKILL), also those that left their group. Resolves when all are gone. */
  clear(reason: string): Promise<void>
  /** Clears, and removes the folders: nothing is left. */
  close(reason: string): Promise<void>
}

export interface ProcessHost {
  /** Makes the place of a new environment; nothing runs yet. */
  open(
    of: { function: string; environment: string },
    definition: FunctionDefinition,
    events: HomeEvents,
  ): EnvironmentHome
}

/** A Runtime API of its own for one managed environment. */
export interface EnvironmentListener {
  port: number
  /** `host:port`, as a runtime is told it. */
  address: string
  /** Stops listening, and ends what is still open. */
  close(): Promise<void>
}

/** Telemetry on its way to subscribers. */
export interface TelemetryDelivery {
  /** Sends what is buffered for the subscribers of an environment. Resolves when they have taken it, at the latest after `limitMs`. */
  flush(environment: string, limitMs: number): Promise<void>
}

/** Where the function's definition and its code are looked after. */
export interface FunctionSource {
  /** `version`: the number of a published one, or `$LATEST`, which is what is meant without it. */
  get(name: string, version?: string): FunctionDefinition | undefined
  list(): FunctionDefinition[]
  /** Undefined where the function can run as it is; else what was saved is read or built first, which ends with a sentence on why that failed, if it did. */
  ready(name: string): Promise<string | undefined> | undefined
  /** Makes the function of an attached runtime appear; returns the one that is there already. */
  attach(name: string): FunctionDefinition
}

// Entries of environments, their runtimes and their processes.
import * as v from 'valibot'
import { logFormats } from './execution.ts'
import { environmentStates, runtimeCalls, runtimeStates } from './lifecycle.ts'

/** `telemetry`: frames that a runtime writes to the descriptor that Lambda gave it. */
const streams = ['stdout', 'stderr', 'telemetry'] as const

/** How an environment is initialised, as AWS_LAMBDA_INITIALIZATION_TYPE says it. */
export const initializationTypes = [
  'on-demand',
  'provisioned-concurrency',
  'snap-start',
  'lambda-managed-instances',
] as const
export type InitializationType = (typeof initializationTypes)[number]

/** What a person may do to an environment. */
export const environmentActions = ['kill', 'freeze', 'thaw', 'restart', 'shut-down'] as const
export type EnvironmentAction = (typeof environmentActions)[number]
/** The body of `POST /api/environments/NAME/actions`. */
export const environmentActionSchema = v.strictObject({ action: v.picklist(environmentActions) })

/** Processes that a listing names at most. */
export const listedProcessLimit = 32
/** Characters of a command that are kept. */
export const commandLimit = 160

/**
 * One process of an environment as it was at a sample. `parent`: the process that forked it, on the list or not; `command`:
 * with its arguments, cut short, secrets masked; `state`: absent where its environment was frozen, which stops all of them.
 */
export const listedProcessSchema = v.object({
  pid: v.number(),
  parent: v.number(),
  command: v.string(),
  state: v.optional(v.picklist(['running', 'sleeping', 'stopped'])),
  memoryMb: v.optional(v.number()),
})
export type ListedProcess = v.InferOutput<typeof listedProcessSchema>

export const environmentEvents = [
  /** `port`: its Runtime API on loopback; `codeHash`: the code it runs. */
  v.object({
    type: v.literal('environment.created'),
    number: v.number(),
    port: v.number(),
    attached: v.boolean(),
    /** The tenant whose invocations alone it serves. */
    tenant: v.optional(v.string()),
    codeHash: v.optional(v.string()),
  }),
  /** The process behind an attached runtime, where the system tells: its command, cut short. */
  v.object({ type: v.literal('environment.peer'), pid: v.number(), command: v.array(v.string()) }),
  /** `reason`: in words, such as `first next`, `time-out`, `idle for 5 minutes`, `function changed`. */
  v.object({
    type: v.literal('environment.changed'),
    from: v.picklist(environmentStates),
    to: v.picklist(environmentStates),
    reason: v.string(),
  }),
  /** Init began: `phase` is `invoke` where it runs inside an invocation. */
  v.object({
    type: v.literal('environment.init-started'),
    phase: v.picklist(['init', 'invoke']),
    limitMs: v.number(),
    initializationType: v.optional(v.picklist(initializationTypes), 'on-demand'),
    /** The runtime, as INIT_START names it. */
    runtimeVersion: v.optional(v.string(), ''),
    /** Its log stream: `instanceId` in telemetry. */
    logStream: v.optional(v.string(), ''),
    /** MB that the environment may use. */
    memoryMb: v.optional(v.number(), 128),
    /** Text where it is absent. */
    logFormat: v.optional(v.picklist(logFormats)),
  }),
  v.object({
    type: v.literal('environment.init-ended'),
    phase: v.picklist(['init', 'invoke']),
    status: v.picklist(['success', 'error', 'timeout']),
    durationMs: v.number(),
    errorType: v.optional(v.string()),
    help: v.optional(v.string()),
  }),
  /** All of its processes were stopped, because nobody needs them; open requests stay open. */
  v.object({ type: v.literal('environment.frozen') }),
  /** They go on. */
  v.object({ type: v.literal('environment.thawed'), reason: v.string() }),
  /** SnapStart: the snapshot is restored, and the hooks after it run. */
  v.object({ type: v.literal('environment.restore-started'), limitMs: v.number() }),
  v.object({
    type: v.literal('environment.restore-ended'),
    status: v.picklist(['success', 'error', 'timeout']),
    durationMs: v.number(),
    errorType: v.optional(v.string()),
    help: v.optional(v.string()),
  }),
  /** A person asked for this, and it is done from here on. */
  v.object({ type: v.literal('environment.asked'), action: v.picklist(environmentActions) }),
  /** The language's debugger waits: the line to attach with. */
  v.object({ type: v.literal('environment.debuggable'), attach: v.string() }),
  v.object({ type: v.literal('runtime.changed'), from: v.picklist(runtimeStates), to: v.picklist(runtimeStates) }),
  /** A call was refused and changed nothing. `rule`: the table's state and call that forbid it. */
  v.object({
    type: v.literal('runtime.refused'),
    state: v.picklist(runtimeStates),
    call: v.picklist(runtimeCalls),
    rule: v.picklist(['request-id', 'state', 'response-mode', 'truncated', 'size', 'invocation-id']),
  }),
  v.object({
    type: v.literal('deadline.set'),
    for: v.picklist(['init', 'restore', 'invoke', 'shutdown']),
    deadline: v.number(),
  }),
  v.object({ type: v.literal('deadline.fired'), for: v.picklist(['init', 'restore', 'invoke', 'shutdown']) }),
] as const

export const processEvents = [
  v.object({
    type: v.literal('process.started'),
    pid: v.number(),
    command: v.array(v.string()),
    folder: v.string(),
    /** Values that are secret are masked. */
    variables: v.record(v.string(), v.string()),
    /** Paths of Lambda that its program names but that are not mapped here, such as `/var/task`. */
    reachesFor: v.optional(v.array(v.string())),
  }),
  /** It could not be started: `errorType` as the caller sees it, `message` as the system says it, `help` in a sentence. */
  v.object({ type: v.literal('process.failed'), errorType: v.string(), message: v.string(), help: v.string() }),
  /** One line without its end, or one frame with all its lines. `partial`: it goes on in the next entry of the stream. */
  v.object({
    type: v.literal('process.printed'),
    stream: v.picklist(streams),
    line: v.string(),
    partial: v.optional(v.literal(true)),
    /** What a frame says of itself: its level, and when it was written, epoch milliseconds. */
    level: v.optional(v.string()),
    time: v.optional(v.number()),
  }),
  v.object({ type: v.literal('process.signalled'), signal: v.string(), reason: v.string() }),
  v.object({ type: v.literal('process.exited'), code: v.nullable(v.number()), signal: v.nullable(v.string()) }),
  /** A sample of all processes of the environment: CPU time since their start, memory now and at its peak. */
  v.object({
    type: v.literal('process.sampled'),
    cpuMs: v.number(),
    memoryMb: v.number(),
    peakMemoryMb: v.number(),
    processes: v.number(),
  }),
  /** Which processes the environment has, where they are others than at the sample before; `leftOut`: how many more. */
  v.object({ type: v.literal('process.listed'), processes: v.array(listedProcessSchema), leftOut: v.number() }),
  /** A line that Lambda itself writes to the log (START, END, REPORT and their kin). */
  v.object({ type: v.literal('telemetry.emitted'), line: v.string() }),
] as const

// The errors that Lambda words itself, because the runtime did not speak: to the byte, with a sentence of help beside them.
import type { Outcome } from '@playground/protocol'
import type { Exit, StartFailure } from './ports.ts'
import type { InvocationResult } from './invocation.ts'

/** Why an invocation or an Init failed without the runtime's own words. */
export type Failure = {
  outcome: Outcome
  errorType: string
  /** Follows `RequestId: ID Error: `, or stands alone where `bare`. */
  message: string
  bare?: true
  help: string
}

/** The names of signals as the service prints them. */
const signalNames: Record<string, string> = {
  SIGHUP: 'hangup',
  SIGINT: 'interrupt',
  SIGQUIT: 'quit',
  SIGILL: 'illegal instruction',
  SIGTRAP: 'trace/breakpoint trap',
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGKILL: 'killed',
  SIGUSR1: 'user defined signal 1',
  SIGSEGV: 'segmentation fault',
  SIGUSR2: 'user defined signal 2',
  SIGPIPE: 'broken pipe',
  SIGALRM: 'alarm clock',
  SIGTERM: 'terminated',
}

/** What the service says of an exit (official emulator, supervisor). */
export function exitMessage({ code, signal }: Exit): string {
  if (signal !== null) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`
  if (code !== 0) return `Runtime exited with error: exit status ${code}`
  return 'Runtime exited without providing a reason'
}

/** `when` tells the reader what the runtime was doing. */
export function exitFailure(exit: Exit, when: 'init' | 'idle' | 'invoke' | 'answered', memoryMb?: number): Failure {
  const how = exit.signal === null ? `with status ${exit.code}` : `by signal ${exit.signal}`
  const help = {
    init: `The runtime ended ${how} before it asked for its first event. Its last output tells more.`,
    idle: `The runtime had ended ${how} while it was idle. The next invocation starts it again.`,
    invoke: `The runtime ended ${how} before it posted a response. A runtime has to stay alive and ask for the next event.`,
    answered: `The runtime answered, then ended ${how} instead of asking for the next event. The next invocation has to start it again.`,
  }[when]
  return {
    outcome: 'crash',
    errorType: 'Runtime.ExitError',
    message: exitMessage(exit),
    help:
      memoryMb === undefined
        ? help
        : `It used more than its ${memoryMb} MB of memory (sampled), so it was killed. Raise "memory" in function.json, or use less.`,
  }
}

/** What an extension was doing when it ended. */
type ExtensionMoment = 'init' | 'idle' | 'invoke' | 'answered'

/** Nobody registered, or asked, in time. */
export function initTimeoutFailure(
  seconds: number,
  extensions: readonly { name: string; registered: boolean; waits: boolean }[],
): Failure {
  const late = extensions
    .filter(({ waits }) => !waits)
    .map(
      ({ name, registered }) => `the extension ${name} did not ${registered ? 'ask for its first event' : 'register'}`,
    )
  const who = late.length > 0 ? late.join(', and ') : 'the runtime did not ask for its first event'
  return {
    outcome: 'timeout',
    errorType: 'Sandbox.Timedout',
    message: `Init timed out after ${seconds.toFixed(2)} seconds`,
    help: `${who[0]!.toUpperCase()}${who.slice(1)} within ${seconds} s. Lambda ends it and starts Init again inside the invocation.`,
  }
}

/** `reported`: the category of its `init/error` or `exit/error`, which came first. */
export function extensionExitFailure(
  name: string,
  { code, signal }: Exit,
  when: ExtensionMoment,
  reported?: { call: 'extension-init-error' | 'exit-error'; errorType: string },
): Failure {
  const how = signal === null ? `with status ${code}` : `by signal ${signal}`
  const why = reported === undefined ? '' : ` It had reported ${reported.errorType}.`
  const help = {
    init: `The extension ${name} ended ${how} before its first event/next, so Init failed.`,
    idle: `The extension ${name} had ended ${how} while the environment was idle. The next invocation starts all of it again.`,
    invoke: `The extension ${name} ended ${how} during the invocation. An extension has to live as long as its environment.`,
    answered: `The caller had its answer when the extension ${name} ended ${how}. The next invocation has to start all of it again.`,
  }[when]
  const types = { 'extension-init-error': 'Extension.InitError', 'exit-error': 'Extension.ExitError' }
  return {
    outcome: 'crash',
    errorType: reported === undefined ? 'Extension.Crash' : types[reported.call],
    message: extensionExitMessage({ code, signal }),
    help: help + why,
  }
}

/** What the service says of an extension's exit. */
function extensionExitMessage({ code, signal }: Exit): string {
  if (signal !== null) return `signal: ${signalNames[signal] ?? signal}`
  return code === 0 ? 'exit code 0' : `exit status ${code}`
}

export function startFailure({ errorType, message, help }: StartFailure): Failure {
  return { outcome: 'crash', errorType, message, help }
}

/** `late`: the extensions that the runtime was done before, and that had not asked for their next event. */
export function timeoutFailure(
  timeoutSeconds: number,
  doing: 'init' | 'invoke' | 'answered',
  late: readonly string[] = [],
): Failure {
  const help = {
    init: `The runtime did not ask for its first event within ${timeoutSeconds} s. Does it call GET /2018-06-01/runtime/invocation/next?`,
    invoke: `The runtime took the event and posted neither a response nor an error within ${timeoutSeconds} s.`,
    answered: `The runtime answered, but did not ask for the next event within ${timeoutSeconds} s; only that ends an invocation.`,
  }[doing]
  const extensions = `The runtime was done, but ${late.join(' and ')} did not ask for the next event within ${timeoutSeconds} s: extensions count against the time-out.`
  return {
    outcome: 'timeout',
    errorType: 'Sandbox.Timedout',
    message: `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
    help: late.length > 0 ? extensions : help,
  }
}

/** `limit`: what it is over, bytes. */
export function tooLargeFailure(bytes: number, limit: number): Failure {
  return {
    outcome: 'too-large',
    errorType: 'Function.ResponseSizeTooLarge',
    message: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${limit} bytes).`,
    bare: true,
    help: `Lambda takes at most ${sizeInWords(limit)}. Answer with less, or with a reference to where the result is kept.`,
  }
}

function sizeInWords(bytes: number): string {
  const mebibyte = 1024 * 1024
  const rest = bytes % mebibyte
  return `${Math.floor(bytes / mebibyte)} MiB${rest === 0 ? '' : ` and ${rest} bytes`}`
}

export function truncatedFailure(): Failure {
  return {
    outcome: 'bad-response',
    errorType: 'Runtime.TruncatedResponse',
    message: 'HTTP request detected as truncated',
    help: 'The connection ended before the whole response had come. Does the runtime send as many bytes as its Content-Length says?',
  }
}

/** What the caller gets for a failure: JSON in the service's order of members. */
export function failureResult(failure: Failure, requestId: string): InvocationResult {
  const errorMessage = failure.bare ? failure.message : `RequestId: ${requestId} Error: ${failure.message}`
  return {
    outcome: failure.outcome,
    by: 'lambda',
    payload: Buffer.from(JSON.stringify({ errorType: failure.errorType, errorMessage })),
    failed: true,
    errorType: failure.errorType,
    help: failure.help,
  }
}

/** What the caller gets of what the runtime posted: its bytes, as they are. */
export function runtimeResult(call: 'response' | 'error', payload: Uint8Array, errorType?: string): InvocationResult {
  const failed = call === 'error'
  return {
    outcome: failed ? 'error' : 'ok',
    by: 'runtime',
    payload,
    failed,
    ...(errorType === undefined ? {} : { errorType }),
  }
}

/** A response that announced a mode which does not exist: the caller gets an error with no body. */
export function badModeResult(mode: string): InvocationResult {
  return {
    outcome: 'bad-response',
    by: 'lambda',
    payload: new Uint8Array(),
    failed: true,
    errorType: 'Runtime.InvalidResponseModeHeader',
    help: `Lambda-Runtime-Function-Response-Mode was ${JSON.stringify(mode)}. Only streaming, in lower case, is legal; leave it out for a plain response.`,
  }
}

/** The category of an error, as metrics and logs know it (official emulator, `fatalerror`): anything unknown is reduced. */
export function scrubErrorType(given: string | undefined): string {
  if (given !== undefined && /(Runtime|Function)\.[A-Z][a-zA-Z]+/.test(given)) return given
  return given?.startsWith('Function.') ? 'Function.Unknown' : 'Runtime.Unknown'
}

// What runs a handler on this machine: the toolchain, and in it the client that speaks the Runtime API.
import { versionInRuntime, type FunctionDefinition } from '@playground/protocol'

export type ManagedRuntime = {
  /** `words`: an absolute program, then its arguments, the handler last. */
  managed: NonNullable<FunctionDefinition['managed']>
  /** What is otherwise here than on Lambda, each a whole sentence. */
  notes: string[]
  /** The handler's file, relative to the folder, where it is known. */
  source?: string
}

/** One sentence: what is missing, and how to get it. */
export type NoRuntime = { problem: string }

export type RuntimeInput = {
  /** As function.json has it, such as `python3.13`; the language alone where nothing says more. */
  identifier: string
  /** What is run: LAMBDA_TASK_ROOT. */
  folder: string
  /** Folders, in the order of the function's settings. */
  layers: readonly string[]
  handler: string
  /** The runtimes that ship. */
  runtimesFolder: string
  /** The host's PATH. */
  path: string
}

/** Where a file or folder is looked for: the function first, then its layers, of which the last one wins. */
export function placesIn({ folder, layers }: RuntimeInput): string[] {
  return [folder, ...layers.toReversed()]
}

/** Said where another version runs it than the one that was asked for. `toolchain`: such as `Python 3.11.7`, its language before its version. */
export function otherVersion(identifier: string, toolchain: string): string[] {
  const wanted = versionInRuntime(identifier)
  if (wanted === undefined || isVersion(toolchain.slice(toolchain.lastIndexOf(' ') + 1), wanted)) return []
  return [`${identifier} is not installed here: ${toolchain} runs it.`]
}

/** Whether `3.13.1` is a `3.13`, or `22-ea` a `22`. */
export function isVersion(found: string, wanted: string): boolean {
  return found === wanted || (found.startsWith(wanted) && /^[^\d]/.test(found.slice(wanted.length)))
}

// What a playground is started with, and what it tells once it serves.

import type { ProjectKind, ProjectNote } from '@playground/protocol'
import type { EmulatorOptions } from './emulator/emulator-options.ts'

export type ServeOptions = {
  /** 0 picks a free port; undefined: there is no page. */
  port: number | undefined
  /** Any free port where that one is taken. */
  orAnyPort?: boolean
  runtimeApiPort: number
  /** Address to bind for runtimes that somebody else starts, such as in a container; the loopback without. */
  runtimeApiHost?: string | undefined
  functionUrlPort: number
  /** Address to bind for function URLs and HTTP APIs; the loopback without. */
  functionUrlHost?: string | undefined
  /** Of HTTP APIs. */
  apiPort: number
  /** Address to bind for people; anything but the loopback asks for a token. */
  host: string
  /** Undefined: the user's own data directory. */
  dataFolder: string | undefined
  allowHosts: readonly string[]
  allowOrigins: readonly string[]
  token: string | undefined
  /** A line for whoever looks at the terminal: a project that was open can no longer be read, or can again. */
  tell?: ((line: string) => void) | undefined
  /** Folders of functions to open beside those that ship. */
  folders: readonly string[]
  /** Values of variables that outdo those of the functions' own settings. */
  variables?: VariableOverrides
  /** Values of the parameters of templates. */
  parameters?: Record<string, string>
  /** A command is the one function, and callers come in by the official emulator's address. */
  emulator?: EmulatorOptions | undefined
}

/** For every function, and for each by its name, or by its id in its template; the latter wins. */
export type VariableOverrides = { all: Record<string, string>; of: Record<string, Record<string, string>> }

/** One that nobody else is to find: free ports of the loopback, and nothing that ships but what is always there. */
export const byItself = {
  runtimeApiPort: 0,
  functionUrlPort: 0,
  apiPort: 0,
  host: '127.0.0.1',
  allowHosts: [],
  allowOrigins: [],
  token: undefined,
  folders: [],
} satisfies Partial<ServeOptions>

export type OpenProject = {
  /** The file that was read. */
  file: string
  kind: ProjectKind
  functions: readonly string[]
  unsupported: readonly ProjectNote[]
}

export type Served = {
  /** The page's address, with the token where one is needed; empty where there is no page. */
  address: string
  /** `host:port` for callers of the emulator; undefined where it is none. */
  invokeAddress: string | undefined
  /** `host:port` of the attach port. */
  attachAddress: string
  /** `host:port` of function URLs. */
  functionUrlAddress: string
  /** `host:port` of HTTP APIs. */
  apiAddress: string
  /** Whether any function has a route of one. */
  hasRoutes: boolean
  /** What can be invoked. */
  functions: string[]
  /** Projects that are open, each with its functions here and what is not done of it. */
  projects: readonly OpenProject[]
  /** Ends every process, answers or ends every request, closes the journal. */
  close(reason: string): Promise<void>
}

export type Serve = (options: ServeOptions) => Promise<Served>

/** A start that cannot be: one line with what happened and what to do. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem'
}

/** Put in by the build from `package.json`. */
declare const PLAYGROUND_VERSION: string | undefined
/** The version of the playground. */
export const version = typeof PLAYGROUND_VERSION === 'string' ? PLAYGROUND_VERSION : 'development'
/** How long an idle environment is kept, milliseconds. */
export const idleMs = 5 * 60_000

/** The same where it is kept for good: the longest time that a timer can wait. */
export const keptMs = 2 ** 31 - 1

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])

export function isLoopback(host: string): boolean {
  return loopback.has(host)
}

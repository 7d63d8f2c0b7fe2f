// What a command of the command line is: from its table come help, errors, and completion in shells.
import type { Serve } from '../config.ts'
import type { Terminal } from './terminal.ts'

export type Option = {
  type: 'string' | 'boolean'
  short?: string
  /** It may be given several times. */
  multiple?: boolean
  /** What the value is, in capitals, as help writes it. */
  value?: string
  help: string
  /** What a shell completes the value with. */
  complete?: 'file' | 'folder' | readonly string[]
  /** Help shows it below this head; one text for all that belong together. */
  under?: string
}

export type Options = Readonly<Record<string, Option>>

export type Values<O extends Options> = {
  [K in keyof O]?: O[K] extends { type: 'boolean' } ? boolean : O[K] extends { multiple: true } ? string[] : string
}

/** Of the process that runs it. */
export type Context = {
  serve: Serve
  terminal: Terminal
  variables: NodeJS.ProcessEnv
  /** The current directory. */
  folder: string
  platform: NodeJS.Platform
}

export type Command = {
  name: string
  /** One line, without a full stop. */
  summary: string
  /** What follows the command's name. */
  usage: string
  /** Help's paragraphs. */
  about?: readonly string[]
  options: Options
  examples: readonly string[]
  /** What a shell completes words with that are no options. */
  words: 'folder' | 'file' | readonly string[]
  /** It reads its words by itself, `--help` too. */
  readsItself?: true
  /** Resolves with the exit code. */
  run(args: readonly string[], context: Context): Promise<number>
}

/** Exit codes of all commands but `rie`, which has those of the official emulator. */
export const exits = { ok: 0, functionError: 1, usage: 2, platform: 3, interrupted: 130, terminated: 143 } as const

/** A command line that cannot be: what is wrong and what to do, in a line. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem'
}

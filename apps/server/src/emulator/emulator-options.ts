// What the emulator is started with, once its command line and its variables were read.
import type { Defined } from '../functions/define.ts'
import type { Watcher } from '../recorder/record.ts'

export type Address = { host: string; port: number }

export type EmulatorOptions = {
  /** `aliases`: names beside its own by which callers may call it. */
  function: Defined & { aliases: readonly string[] }
  /** Where callers come in. */
  invoke: Address
  /** The Runtime API of the first environment; any other has one on a free port. */
  runtimeApi: Address
  /** How long a caller waits for its turn while all environments are busy, milliseconds; undefined: it is refused at once. */
  turnMs: number | undefined
  /** Writes the function's log as it comes. */
  log: Watcher
}

// What a function is, as every entry, the page and the service API know it.
import * as v from 'valibot'
import { callingSchema } from './calling.ts'
import { executionSchema } from './execution.ts'

export const functionDefinitionSchema = v.object({
  name: v.string(),
  /** The number of a published version, whose folder is a copy; absent for `$LATEST`. */
  version: v.optional(v.string()),
  /** `managed`: started by this host from a folder; `attached`: its runtime was started by somebody else. */
  origin: v.picklist(['managed', 'attached']),
  /** Ships with the playground, hence read-only: the first edit makes a copy. */
  shipped: v.boolean(),
  /** Real path of its folder; absent for an attached one, and for a command. */
  folder: v.optional(v.string()),
  /** What starts its runtime where it is no file of its folder (emulator mode); `folder`: the working directory. */
  command: v.optional(v.object({ words: v.array(v.string()), folder: v.string() })),
  /** `provided`: its own bootstrap; `nodejs`: a handler run by the Node.js runtime that ships. */
  runtime: v.picklist(['provided', 'nodejs', 'attached']),
  description: v.optional(v.string()),
  handler: v.optional(v.string()),
  /** The file that holds the runtime's or the handler's source, relative to the folder. */
  source: v.optional(v.string()),
  timeoutSeconds: v.number(),
  memoryMb: v.number(),
  concurrency: v.number(),
  execution: v.optional(executionSchema, {}),
  calling: v.optional(callingSchema, {}),
  /** Names alone: values never leave the server. */
  variables: v.array(v.string()),
  /** SHA-256 of the code, base64; absent for an attached one. */
  codeHash: v.optional(v.string()),
  /** Why it cannot run as it stands, each a whole sentence with the file and line where there is one. */
  problems: v.array(v.string()),
})
export type FunctionDefinition = v.InferOutput<typeof functionDefinitionSchema>

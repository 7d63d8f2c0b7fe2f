// What a function is, as every entry, the page and the service API know it.
import * as v from 'valibot'
import { callingSchema } from './calling.ts'
import { executionSchema } from './execution.ts'
import { runtimeLanguages } from './runtime-identifier.ts'

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
  /** `provided`: its own bootstrap; a language: a handler, which a client of that language runs (see `managed`). */
  runtime: v.picklist([...runtimeLanguages, 'attached']),
  /** The identifier that its settings have, such as `python3.13`. */
  runtimeIdentifier: v.optional(v.string()),
  /** What runs a handler: the command line, and the client in it that speaks the Runtime API. */
  managed: v.optional(
    v.object({
      words: v.array(v.string()),
      client: v.object({
        /** Such as `awslambdaric`, or `Python runtime of the playground`. */
        name: v.string(),
        version: v.optional(v.string()),
        by: v.picklist(['aws', 'playground']),
      }),
      /** Such as `Python 3.11.7`. */
      toolchain: v.optional(v.string()),
    }),
  ),
  /** Makes what is run, in its folder. */
  build: v.optional(v.object({ command: v.string() })),
  /** Real path of what is run, LAMBDA_TASK_ROOT, where it is not the folder itself. */
  task: v.optional(v.string()),
  /** The project that it comes from: the file that was read, and what the project calls it. */
  project: v.optional(v.object({ file: v.string(), id: v.string(), line: v.optional(v.number()) })),
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
  /** What it has that is not done here, or done otherwise; it runs all the same. Each a whole sentence. */
  notes: v.optional(v.array(v.string()), []),
})
export type FunctionDefinition = v.InferOutput<typeof functionDefinitionSchema>

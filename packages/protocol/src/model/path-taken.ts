// The path that the machines of an environment have taken: how often each transition was made, and what was refused.
import * as v from 'valibot'
import { extensionStates } from '../extension-lifecycle.ts'
import { extensionRules } from '../extension.ts'
import type { Entry } from '../journal.ts'
import { runtimeStates } from '../lifecycle.ts'
import { transitionIn } from './transition.ts'

/** Transitions by `FROM>TO`, each with how often it was made. */
const takenSchema = v.record(v.string(), v.number())

const refusedSchema = v.object({
  seq: v.number(),
  at: v.number(),
  exchange: v.optional(v.number()),
  from: v.picklist(['runtime', 'extension']),
  /** Whose call it was, where an extension that is known made it. */
  extension: v.optional(v.string()),
  state: v.optional(v.picklist([...runtimeStates, ...extensionStates])),
  call: v.string(),
  rule: v.picklist(['request-id', 'response-mode', 'truncated', 'size', 'invocation-id', ...extensionRules]),
})
export type RefusedCall = v.InferOutput<typeof refusedSchema>

/** Of an environment: its own path since it was created, those of its processes since they were started. */
export const pathSchema = v.object({
  environment: takenSchema,
  runtime: takenSchema,
  /** By name of the extension. */
  extensions: v.record(v.string(), takenSchema),
  /** The newest calls that were refused, the last one last. */
  refused: v.array(refusedSchema),
  /** How many were refused before those. */
  refusedBefore: v.number(),
})
export type Path = v.InferOutput<typeof pathSchema>

const keptRefusals = 8

export function emptyPath(): Path {
  return { environment: {}, runtime: {}, extensions: {}, refused: [], refusedBefore: 0 }
}

/** Notes what an entry of the environment tells of its path. */
export function takePath(path: Path, entry: Entry): void {
  const { seq, at, of, event } = entry
  if (event.type !== 'runtime.refused' && event.type !== 'extension.refused') {
    const moved = transitionIn(path, entry, (): Record<string, number> => ({}))
    if (moved !== undefined) moved.kept[moved.name] = (moved.kept[moved.name] ?? 0) + 1
    return
  }
  path.refused.push({
    seq,
    at,
    ...(of.exchange === undefined ? {} : { exchange: of.exchange }),
    from: event.type === 'runtime.refused' ? 'runtime' : 'extension',
    ...(of.extension === undefined ? {} : { extension: of.extension }),
    ...(event.state === undefined ? {} : { state: event.state }),
    call: event.call,
    rule: event.rule,
  })
  if (path.refused.length > keptRefusals) path.refusedBefore += path.refused.splice(0, 1).length
}

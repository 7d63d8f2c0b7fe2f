// Changes members of a function's function.json, and nothing else of it: what ships is copied first, and what would not do is not written.
import { checkSettings, type FunctionDefinition } from '@playground/protocol'
import { applyEdits, modify, type JSONPath } from 'jsonc-parser'
import type { FileRefusal } from '../../functions/ports.ts'
import { refuse, refuseAs, type Asked, type ManagementParts } from './operation.ts'

/** `value` undefined takes the member away. */
export type Change = { path: JSONPath; value: unknown }

const file = 'function.json'
const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' }

/** Resolves with the function as it is then; one at a time for each function, as the service has it. */
export async function changeSettings(
  parts: ManagementParts,
  { updating }: Asked,
  { name }: FunctionDefinition,
  arn: string,
  changes: readonly Change[],
): Promise<FunctionDefinition> {
  if (updating.has(name))
    refuseAs(
      409,
      'ResourceConflictException',
      `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
    )
  updating.add(name)
  try {
    const read = await parts.files.readFile(name, file)
    if ('code' in read && read.code !== 'no-such-file') refuseFile(read, arn)
    const before = 'code' in read ? undefined : Buffer.from(read.bytes).toString()
    const written = await parts.files.writeFile(
      name,
      file,
      Buffer.from(changed(before ?? '{}\n', changes)),
      'code' in read ? undefined : read.version,
    )
    if ('code' in written) refuseFile(written, arn)
  } finally {
    updating.delete(name)
  }
  return parts.functions.get(name) ?? refuseAs(404, 'ResourceNotFoundException', `Function not found: ${arn}`)
}

/** Settings as the file has them; undefined where it has none, or cannot be read. */
export async function settingsOf({ files }: ManagementParts, { name }: FunctionDefinition) {
  const read = await files.readFile(name, file)
  return 'code' in read ? undefined : checkSettings(Buffer.from(read.bytes).toString()).settings
}

export function refuseFile({ code, message }: FileRefusal, arn: string): never {
  if (code === 'conflict') refuseAs(409, 'ResourceConflictException', message)
  if (code === 'no-such-function') refuseAs(404, 'ResourceNotFoundException', `Function not found: ${arn}`)
  if (code === 'failed') refuseAs(500, 'ServiceException', message)
  return refuse(message)
}

function changed(before: string, changes: readonly Change[]): string {
  const { syntax } = checkSettings(before)
  if (syntax !== undefined)
    refuse(`${file}${syntax.place} is not JSON (${syntax.message}), so nothing can be set in it. Mend it first.`)
  const text = changes.reduce(
    (now, { path, value }) => applyEdits(now, modify(now, path, value, { formattingOptions })),
    before,
  )
  const [problem] = checkSettings(text).problems
  if (problem !== undefined)
    refuse(`${file}: ${problem.path.length === 0 ? 'it' : `"${problem.path.join('.')}"`} ${problem.message}.`)
  return text
}

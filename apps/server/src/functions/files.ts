// Reading and writing a function's files: whole, with the version that was read, and never outside its folder.
import { createHash } from 'node:crypto'
import { isUtf8 } from 'node:buffer'
import { chmod, cp, mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import { codeFiles } from './code.ts'
import { within } from './open-folder.ts'
import type { FileContent, FileRefusal, FileWritten, FunctionFile } from './ports.ts'

/** A file that is edited here, bytes. */
const fileLimit = 1024 * 1024
/** Files that a list names. */
const listLimit = 500

/** Saved events are no code, but files of the function all the same. */
export const eventPath = /^events\/[^/]+\.json$/

export async function listFiles(folder: string): Promise<FunctionFile[]> {
  const files = [...(await codeFiles(folder)), ...(await savedEvents(folder))].slice(0, listLimit)
  return Promise.all(
    files.map(async ({ path, bytes, mode }) => ({
      path,
      bytes,
      executable: (mode & 0o111) !== 0,
      text: bytes <= fileLimit && isUtf8(await readFile(join(folder, path)).catch(() => Buffer.alloc(0))),
    })),
  )
}

export async function readOne(folder: string, path: string): Promise<FileContent | FileRefusal> {
  const full = await within(folder, path)
  if (full === undefined) return outside(path)
  const found = await stat(full).catch(() => undefined)
  if (!found?.isFile()) return { code: 'no-such-file', message: `The function has no file ${path}.` }
  if (found.size > fileLimit) return tooLarge(path)
  const bytes = await readFile(full)
  return { bytes, version: versionOf(bytes) }
}

/** By a temporary file and a rename, so that nobody sees half of it; its mode stays. */
export async function writeOne(
  folder: string,
  path: string,
  bytes: Uint8Array,
  ifMatch: string | undefined,
): Promise<FileWritten | FileRefusal> {
  if (bytes.byteLength > fileLimit) return tooLarge(path)
  const full = await within(folder, path)
  if (full === undefined) return outside(path)
  const current = await readFile(full).catch(() => undefined)
  const conflict = conflictOf(path, current, ifMatch)
  if (conflict !== undefined) return conflict
  const mode = await stat(full).then(
    ({ mode }) => mode & 0o777,
    () => (path === 'bootstrap' ? 0o755 : 0o644),
  )
  const temporary = join(dirname(full), `.${crypto.randomUUID()}.new`)
  try {
    await mkdir(dirname(full), { recursive: true })
    await writeFile(temporary, bytes)
    await chmod(temporary, mode)
    await rename(temporary, full)
  } catch (problem) {
    await rm(temporary, { force: true })
    return {
      code: 'failed',
      message: `${path} could not be written: ${problem instanceof Error ? problem.message : String(problem)}.`,
    }
  }
  return { version: versionOf(bytes) }
}

/** Why a file would not be written, before anything is touched. */
export async function refusalOf(
  folder: string,
  path: string,
  ifMatch: string | undefined,
): Promise<FileRefusal | undefined> {
  const current = await readOne(folder, path)
  if ('code' in current) return current.code === 'no-such-file' ? conflictOf(path, undefined, ifMatch) : current
  return conflictOf(path, current.bytes, ifMatch)
}

export async function deleteOne(folder: string, path: string, ifMatch: string): Promise<FileWritten | FileRefusal> {
  const current = await matching(folder, path, ifMatch)
  if ('code' in current) return current
  await rm(join(folder, path))
  // The folder of events comes with the first and goes with the last.
  if (eventPath.test(path)) await rmdir(join(folder, 'events')).catch(() => undefined)
  return { version: '' }
}

export async function renameOne(
  folder: string,
  path: string,
  ifMatch: string,
  renameTo: string,
): Promise<FileWritten | FileRefusal> {
  const current = await matching(folder, path, ifMatch)
  if ('code' in current) return current
  const target = await within(folder, renameTo)
  if (target === undefined) return outside(renameTo)
  if ((await stat(target).catch(() => undefined)) !== undefined)
    return { code: 'conflict', message: `${renameTo} exists already. Choose another name.` }
  await mkdir(dirname(target), { recursive: true })
  await rename(join(folder, path), target)
  return { version: current.version }
}

/** A file as it was read, or why it is not. */
async function matching(folder: string, path: string, ifMatch: string): Promise<FileContent | FileRefusal> {
  const current = await readOne(folder, path)
  if ('code' in current) return current
  return conflictOf(path, current.bytes, ifMatch) ?? current
}

async function savedEvents(folder: string): Promise<{ path: string; bytes: number; mode: number }[]> {
  const names = (await readdir(join(folder, 'events')).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
  const found = await Promise.all(
    names.map(async (name) => ({ name, file: await stat(join(folder, 'events', name)).catch(() => undefined) })),
  )
  return found.flatMap(({ name, file }) =>
    file?.isFile() ? [{ path: `events/${name}`, bytes: file.size, mode: file.mode }] : [],
  )
}

/** Copies what ships to where it may be edited; a copy that is there already is kept. */
export async function copyShipped(definition: FunctionDefinition, copies: string): Promise<string> {
  const target = join(copies, definition.name)
  const present = await stat(target).then(
    () => true,
    () => false,
  )
  if (present) return target
  const temporary = join(copies, `.${definition.name}.${crypto.randomUUID()}`)
  await mkdir(copies, { recursive: true, mode: 0o700 })
  await cp(definition.folder!, temporary, { recursive: true })
  // No package of npm's has a file of the real name.
  await rename(join(temporary, 'gitignore'), join(temporary, '.gitignore')).catch(() => {})
  await rename(temporary, target)
  return target
}

export function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

function conflictOf(
  path: string,
  current: Uint8Array | undefined,
  ifMatch: string | undefined,
): FileRefusal | undefined {
  if (ifMatch === '*') return undefined
  if (current === undefined)
    return ifMatch === undefined
      ? undefined
      : {
          code: 'conflict',
          message: `${path} was removed since it was read. Save it under another name, or read again.`,
        }
  if (ifMatch === undefined) return { code: 'conflict', message: `${path} exists already. Read it first.` }
  if (ifMatch === versionOf(current)) return undefined
  return {
    code: 'conflict',
    message: `${path} was changed elsewhere since it was read. Read it again, and make the change anew.`,
  }
}

function outside(path: string): FileRefusal {
  return { code: 'outside', message: `${JSON.stringify(path)} is not within the function's folder.` }
}

function tooLarge(path: string): FileRefusal {
  return { code: 'too-large', message: `${path} is larger than 1 MiB. Edit it elsewhere.` }
}

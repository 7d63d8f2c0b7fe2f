// Adds a line to a file that a function's settings name, and to nothing that they do not.
import { constants, open, type FileHandle } from 'node:fs/promises'
import { isAbsolute, posix } from 'node:path'
import { within } from '../functions/open-folder.ts'

/** A link in its place is not followed, and what is no file is not waited for. */
const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK

/**
 * `path`: absolute, or relative to the folder, which it and links on its way may not leave. A new file is for its owner alone.
 * Resolves with why it cannot be, as a sentence.
 */
export async function appendLine(folder: string | undefined, path: string, line: string): Promise<string | undefined> {
  if (!isAbsolute(path) && folder === undefined)
    return `The function has no folder here, so ${path} is nowhere. Give an absolute path.`
  const full = isAbsolute(path) ? path : await within(folder!, posix.normalize(path))
  if (full === undefined)
    return `${path} leaves the function's folder, or goes through a link. Give a path within it, or an absolute one.`
  let file: FileHandle | undefined
  try {
    file = await open(full, flags, 0o600)
    const found = await file.stat()
    if (!found.isFile()) return `${path} is no file. Name another.`
    // A kill may have torn the line before.
    const last = Buffer.alloc(1, '\n')
    if (found.size > 0) await file.read(last, 0, 1, found.size - 1)
    await file.appendFile(`${last[0] === 10 ? '' : '\n'}${line}\n`)
    return undefined
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException
    if (code === 'ENOENT') return `The folder of ${path} is not there. Make it.`
    return code === 'ELOOP' ? `${path} is a link, which is not followed. Name the file itself.` : `${message}.`
  } finally {
    await file?.close()
  }
}

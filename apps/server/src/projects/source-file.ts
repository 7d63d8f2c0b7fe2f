// Files of a project are read in one place: bounded, and remembered for those who watch them.
import { open, readFile, stat } from 'node:fs/promises'
import { ProjectProblem } from './project.ts'

/** Bytes of a file that is read whole. */
const fileLimit = 4 * 1024 * 1024
/** Bytes of it that tell of which kind it is. */
const beginning = 512 * 1024

/** Throws a ProjectProblem for a file that cannot be read or is too large. */
export async function readSource(file: string, readFrom?: Set<string>, limit = fileLimit): Promise<string> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new ProjectProblem(`${file}: there is no such file. Give the path of one that is there.`)
  if (found.size > limit)
    throw new ProjectProblem(
      `${file}: it has ${found.size} bytes, and at most ${limit} are read. Open a part of the project by itself.`,
    )
  readFrom?.add(file)
  return readFile(file, 'utf8')
}

/** The text of a file, undefined where it is not there, is too large or cannot be read. */
export async function sourceIfAny(file: string): Promise<string | undefined> {
  return readSource(file).catch(() => undefined)
}

/** The beginning of a file, however large it is: what tells of which kind it is. Empty where there is no such file. */
export async function beginningOf(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined)
  try {
    const { buffer, bytesRead } = (await handle?.read(Buffer.alloc(beginning), 0, beginning, 0)) ?? {}
    return buffer?.toString('utf8', 0, bytesRead) ?? ''
  } catch {
    return ''
  } finally {
    await handle?.close()
  }
}

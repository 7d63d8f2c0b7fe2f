// Programs of the host: found on its PATH, and asked once what they are.
import { execFile } from 'node:child_process'
import { access, constants, realpath, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

/** A program that says nothing for so long is none, milliseconds. Virtual machines take a while on a busy machine. */
const patienceMs = 20_000
const answerLimit = 256 * 1024
/** What was asked, by program and questions; a program that is replaced is asked again. */
const answers = new Map<string, Promise<string | undefined>>()
const answersKept = 200

/** Whole paths of the programs of that name, in the order of PATH. */
export async function programsNamed(name: string, path: string): Promise<string[]> {
  const candidates = path
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, name))
  const there = await Promise.all(candidates.map(isProgram))
  return candidates.filter((_, index) => there[index])
}

/** What it prints, both streams together; undefined where it fails. A name on PATH may be a version manager's, which then has no such version. */
export async function answerOf(program: string, args: readonly string[], path: string): Promise<string | undefined> {
  const real = await realpath(program).catch(() => undefined)
  const found = real === undefined ? undefined : await stat(real).catch(() => undefined)
  if (found === undefined) return undefined
  const key = JSON.stringify([program, real, found.mtimeMs, found.size, args, path])
  const known = answers.get(key)
  if (known !== undefined) return known
  if (answers.size >= answersKept) answers.clear()
  const answer = ask(program, args, path)
  answers.set(key, answer)
  // One that said nothing this time may have been kept from it by a busy machine.
  if ((await answer) === undefined) answers.delete(key)
  return answer
}

function ask(program: string, args: readonly string[], path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      // Nothing of a folder somebody works in decides about it.
      {
        cwd: '/',
        timeout: patienceMs,
        killSignal: 'SIGKILL',
        maxBuffer: answerLimit,
        env: { ...process.env, PATH: path },
      },
      (error, stdout, stderr) => resolve(error === null ? `${stdout}${stderr}` : undefined),
    )
  })
}

async function isProgram(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined)
  if (found?.isFile() !== true) return false
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

// Whether a file can be started, and what a failed start means.
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import type { StartFailure } from '../environment/ports.ts'

/** Which failure it is when it does not start, and what it is called in a sentence. */
export type Subject = { errorType: string; name: string }

/** What can be told without starting it. */
export function problemWith(file: string, subject: Subject): StartFailure | undefined {
  const { errorType, name } = subject
  try {
    if (!statSync(file).isFile()) {
      return {
        errorType,
        message: `fork/exec ${file}: permission denied`,
        help: capital(`${name} is a folder. It has to be a program.`),
      }
    }
    accessSync(file, constants.X_OK)
  } catch (problem) {
    return execFailure(file, (problem as NodeJS.ErrnoException).code, (problem as Error).message, subject)
  }
  // The system's own search would hand such a file to a shell; the service does not.
  return startsLikeProgram(file) ? undefined : execFailure(file, 'ENOEXEC', 'exec format error', subject)
}

/** The interpreter that a script asks for, where it is not here. */
export function missingInterpreter(
  file: string,
  isThere: (path: string) => boolean,
  subject: Subject,
): StartFailure | undefined {
  const interpreter = interpreterOf(file)
  if (interpreter === undefined || isThere(interpreter)) return undefined
  return execFailure(file, 'ENOENT', 'no such file or directory', subject)
}

/** A program of the host, or a file that it is started with, below one of Lambda's own folders that are in their real places. */
export function hiddenFile(file: string, { errorType }: Subject): StartFailure {
  return {
    errorType,
    message: `fork/exec ${file}: no such file or directory`,
    help: `${file} is hidden by the function's own ${file.slice(0, 4)}. Take "realPaths" out of function.json, or install it elsewhere.`,
  }
}

/** What a failed exec means: the error code alone does not tell a missing program from a missing interpreter. */
export function execFailure(
  file: string,
  code: string | undefined,
  message: string,
  { errorType, name }: Subject,
): StartFailure {
  const failure = (why: string, help: string) => ({
    errorType,
    message: `fork/exec ${file}: ${why}`,
    help: capital(help),
  })
  const interpreter = interpreterOf(file)
  if (code === 'ENOENT' && interpreter !== undefined) {
    const windows = interpreter.endsWith('\r')
      ? ' Its first line ends with a carriage return: save the file with Unix line ends.'
      : ''
    return failure(
      'no such file or directory',
      `${name} asks for the interpreter ${JSON.stringify(interpreter)}, which is not here.${windows}`,
    )
  }
  if (code === 'ENOENT')
    return failure('no such file or directory', `${name}, or the loader that it was linked with, is not here.`)
  if (code === 'EACCES')
    return failure('permission denied', `${name} or its interpreter may not be executed. Run: chmod +x ${file}`)
  if (code === 'ENOEXEC') {
    return failure(
      'exec format error',
      `${name} is no program of this system: a script needs a first line such as #!/bin/bash, and a binary has to be built for this processor and system.`,
    )
  }
  return failure(message, `the system refused to start ${name}.`)
}

/** The first bytes of a file; none where it cannot be read. */
export function headOf(file: string, bytes: number): Buffer {
  try {
    const handle = openSync(file, 'r')
    try {
      const head = Buffer.alloc(bytes)
      return head.subarray(0, readSync(handle, head))
    } finally {
      closeSync(handle)
    }
  } catch {
    return Buffer.alloc(0)
  }
}

/** A script with a first line that names its interpreter, or a binary: ELF, or Mach-O in its forms. */
function startsLikeProgram(file: string): boolean {
  const head = headOf(file, 4)
  // A program may be executed though it may not be read.
  if (head.length === 0 && statSync(file).size > 0) return true
  if (head.toString('latin1', 0, 2) === '#!') return true
  return new Set(['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe']).has(head.toString('hex'))
}

function interpreterOf(file: string): string | undefined {
  const line = headOf(file, 256).toString('latin1').split('\n')[0] ?? ''
  return line.startsWith('#!') ? line.slice(2).trimStart().split(' ')[0] : undefined
}

/** `bootstrap` is a file's name and stays as it is. */
function capital(sentence: string): string {
  return sentence.startsWith('bootstrap') ? sentence : sentence[0]!.toUpperCase() + sentence.slice(1)
}

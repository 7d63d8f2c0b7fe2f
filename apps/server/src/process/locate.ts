// What to start for a function, or why it cannot be started, in the words that the service has for it.
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import type { StartFailure } from '../environment/ports.ts'

export type Command = { file: string; args: string[]; folder: string }

/** `runtimesFolder` holds the Node.js runtime that ships. */
export function locate(definition: FunctionDefinition, runtimesFolder: string): Command | StartFailure {
  const folder = definition.folder ?? ''
  if (!isFolder(folder)) {
    return {
      errorType: 'Runtime.InvalidWorkingDir',
      message: `chdir ${folder}: no such file or directory`,
      help: `The function's folder ${folder} is gone. Put it back, or open the function from where it is now.`,
    }
  }
  if (definition.runtime === 'nodejs') {
    return { file: process.execPath, args: [join(runtimesFolder, 'nodejs', 'bootstrap.mjs')], folder }
  }
  const bootstrap = join(folder, 'bootstrap')
  const problem = problemWith(bootstrap)
  return problem ?? { file: bootstrap, args: [], folder }
}

function problemWith(bootstrap: string): StartFailure | undefined {
  const errorType = 'Runtime.InvalidEntrypoint'
  try {
    if (!statSync(bootstrap).isFile()) {
      return {
        errorType,
        message: `fork/exec ${bootstrap}: permission denied`,
        help: 'bootstrap is a folder. It has to be a program.',
      }
    }
  } catch {
    return {
      errorType,
      message: `Couldn't find valid bootstrap(s): [${bootstrap}]`,
      help: 'The function has no file named bootstrap. A custom runtime starts with that program.',
    }
  }
  try {
    accessSync(bootstrap, constants.X_OK)
  } catch {
    return {
      errorType,
      message: `fork/exec ${bootstrap}: permission denied`,
      help: `bootstrap may not be executed. Run: chmod +x ${bootstrap}`,
    }
  }
  // The system's own search would hand such a file to a shell; the service does not.
  return startsLikeProgram(bootstrap) ? undefined : execFailure(bootstrap, 'ENOEXEC', 'exec format error')
}

/** A script with a first line that names its interpreter, or a binary: ELF, or Mach-O in its forms. */
function startsLikeProgram(file: string): boolean {
  const head = headOf(file, 4)
  if (head.toString('latin1', 0, 2) === '#!') return true
  return new Set(['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe']).has(head.toString('hex'))
}

/** What a failed exec means: the error code alone does not tell a missing program from a missing interpreter. */
export function execFailure(bootstrap: string, code: string | undefined, message: string): StartFailure {
  const errorType = 'Runtime.InvalidEntrypoint'
  const interpreter = interpreterOf(bootstrap)
  if (code === 'ENOENT' && interpreter !== undefined) {
    const windows = interpreter.endsWith('\r')
      ? ' Its first line ends with a carriage return: save the file with Unix line ends.'
      : ''
    return {
      errorType,
      message: `fork/exec ${bootstrap}: no such file or directory`,
      help: `bootstrap asks for the interpreter ${JSON.stringify(interpreter)}, which is not here.${windows}`,
    }
  }
  if (code === 'ENOENT')
    return {
      errorType,
      message: `fork/exec ${bootstrap}: no such file or directory`,
      help: 'bootstrap, or the loader that it was linked with, is not here.',
    }
  if (code === 'EACCES')
    return {
      errorType,
      message: `fork/exec ${bootstrap}: permission denied`,
      help: `bootstrap or its interpreter may not be executed. Run: chmod +x ${bootstrap}`,
    }
  if (code === 'ENOEXEC') {
    return {
      errorType,
      message: `fork/exec ${bootstrap}: exec format error`,
      help: 'bootstrap is no program of this system: a script needs a first line such as #!/bin/bash, and a binary has to be built for this processor and system.',
    }
  }
  return { errorType, message: `fork/exec ${bootstrap}: ${message}`, help: 'The system refused to start bootstrap.' }
}

function interpreterOf(file: string): string | undefined {
  const line = headOf(file, 256).toString('latin1').split('\n')[0] ?? ''
  return line.startsWith('#!') ? line.slice(2).trimStart().split(' ')[0] : undefined
}

/** The first bytes of a file; none where it cannot be read. */
function headOf(file: string, bytes: number): Buffer {
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

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

// What the control API asks of functions and their folders.
import type { Example, FunctionDefinition } from '@playground/protocol'
import type { Template } from './create.ts'

/** A file of a function: its path relative to the folder, with `/` on every system. */
export type FunctionFile = { path: string; bytes: number; executable: boolean; text: boolean }

/** `version` is a strong ETag without quotes: the hash of the bytes. */
export type FileContent = { bytes: Uint8Array; version: string }

/** Why a file was not read or written; nothing was changed. */
export type FileRefusal = {
  code:
    | 'no-such-function'
    | 'no-such-example'
    | 'no-such-file'
    | 'outside'
    | 'too-large'
    | 'conflict'
    | 'not-editable'
    | 'not-legal'
    | 'taken'
    | 'failed'
  /** What happened, why, and what to do. */
  message: string
}

/** What came of a write. `copiedTo`: the folder of the copy, when the first edit of what ships made one. */
export type FileWritten = { version: string; copiedTo?: string }

export interface FunctionFiles {
  listFiles(name: string): Promise<FunctionFile[] | FileRefusal>
  readFile(name: string, path: string): Promise<FileContent | FileRefusal>
  /** `ifMatch`: the version that was read, `*` for any, undefined for a file that must not exist yet. */
  writeFile(
    name: string,
    path: string,
    bytes: Uint8Array,
    ifMatch: string | undefined,
  ): Promise<FileWritten | FileRefusal>
  /** `ifMatch`: the version that was read. */
  deleteFile(name: string, path: string, ifMatch: string): Promise<FileWritten | FileRefusal>
  /** Gives a file another path, where nothing is yet. */
  renameFile(name: string, path: string, ifMatch: string, renameTo: string): Promise<FileWritten | FileRefusal>
}

/** Functions made, opened and put away from the page. */
export interface FunctionList {
  create(template: Template, name: string): Promise<FunctionDefinition | FileRefusal>
  /** Opens a folder, or a project with all its functions, by its path on this machine, which may begin with `~/`; gives the first. */
  open(folder: string): Promise<FunctionDefinition | FileRefusal>
  /** What `openExample` can open, in the order in which it is to be shown. */
  examples(): Promise<Example[]>
  /** Opens an example by its name: read-only, or the copy that an edit has made of it. */
  openExample(name: string): Promise<FunctionDefinition | FileRefusal>
  /** Builds it; the journal tells what comes of it. */
  build(name: string): Promise<FunctionDefinition | FileRefusal>
  /** Takes a function off the list; nothing on disk is deleted. False where there is none of this name. */
  remove(name: string): Promise<boolean>
}

/** Versions of functions, and what the service tells of their code besides the definition. */
export interface FunctionVersions {
  /** Published ones, by number. */
  versions(name: string): FunctionDefinition[]
  /** Publishes the function as it is; the last version where nothing has changed since. */
  publish(name: string, description: string | undefined): Promise<FunctionDefinition | FileRefusal>
  /** False where there is none of this number. */
  deleteVersion(name: string, version: string): Promise<boolean>
  /** The size of its code, and when a file of it was written last, epoch milliseconds; unknown of what is attached. */
  codeOf(definition: FunctionDefinition): Promise<{ bytes: number; modifiedMs?: number }>
  /** The values of its own variables; they leave the server to those alone who ask for its configuration. */
  variablesOf(name: string, version?: string): Record<string, string>
}

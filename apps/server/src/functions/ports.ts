// What the control API asks of a function's folder.

/** A file of a function: its path relative to the folder, with `/` on every system. */
export type FunctionFile = { path: string; bytes: number; executable: boolean; text: boolean }

/** `version` is a strong ETag without quotes: the hash of the bytes. */
export type FileContent = { bytes: Uint8Array; version: string }

/** Why a file was not read or written; nothing was changed. */
export type FileRefusal = {
  code: 'no-such-function' | 'no-such-file' | 'outside' | 'too-large' | 'conflict' | 'not-editable' | 'failed'
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
}

// Source that was changed and not saved: it outlives a look at another file, function or tab of the page.
import type { FileText } from '../../control/files.ts'
import { markUnsaved } from '../../unsaved-files.ts'

/** `file`: what was read; `text`: what was made of it. */
export type Draft = { file: FileText; text: string }

export class Drafts {
  readonly #drafts = new Map<string, Draft>()
  readonly #mark: (name: string, path: string, unsaved: boolean) => void

  /** `mark` hears of each file whether it has a draft. */
  constructor(mark: (name: string, path: string, unsaved: boolean) => void) {
    this.#mark = mark
  }

  get(name: string, path: string): Draft | undefined {
    return this.#drafts.get(keyOf(name, path))
  }

  /** Keeps what differs from the file, and forgets what no longer does. */
  keep(name: string, { file, text }: Draft): void {
    this.#mark(name, file.path, file.text !== text)
    if (file.text === text) this.#drafts.delete(keyOf(name, file.path))
    else this.#drafts.set(keyOf(name, file.path), { file, text })
  }

  /** Paths of a function's files that have one. */
  pathsOf(name: string): string[] {
    return [...this.#drafts.keys()].flatMap((key) => (key.startsWith(`${name}/`) ? [key.slice(name.length + 1)] : []))
  }
}

/** A function's name has no slash. */
function keyOf(name: string, path: string): string {
  return `${name}/${path}`
}

/** Those of this tab. */
export const drafts = new Drafts(markUnsaved)

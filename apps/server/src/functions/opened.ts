// Which folders were opened from the page and which functions were put away: known again at the next start.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { KeptFile } from './kept-file.ts'

const openedSchema = v.object({
  folders: v.array(v.string()),
  removed: v.array(v.string()),
  examples: v.optional(v.array(v.string()), []),
})

/** `folders`: opened by path. `removed`: real folders of functions that would come by themselves, and `FILE#ID` of those of a project. `examples`: by name. */
export type Opened = v.InferOutput<typeof openedSchema>

export class OpenedList {
  readonly #path: string
  readonly #file: KeptFile
  #list: Opened = { folders: [], removed: [], examples: [] }

  constructor(dataFolder: string) {
    this.#path = join(dataFolder, 'opened.json')
    this.#file = new KeptFile(this.#path)
  }

  /** A file that cannot be read counts as empty: it holds nothing that cannot be opened again. */
  async read(): Promise<Opened> {
    const text = await readFile(this.#path, 'utf8').catch(() => '{}')
    try {
      const read = v.safeParse(openedSchema, JSON.parse(text))
      if (read.success) this.#list = read.output
    } catch {
      // As above.
    }
    return this.#list
  }

  isRemoved(folder: string): boolean {
    return this.#list.removed.includes(folder)
  }

  /** What was put away of a project comes back with it. */
  wanted(path: string): Promise<void> {
    const { removed } = this.#list
    const kept = removed.filter((one) => !one.startsWith(`${path}/`) && !one.startsWith(`${path}#`))
    return kept.length === removed.length ? Promise.resolve() : this.#write({ ...this.#list, removed: kept })
  }

  opened(folder: string, byPath: boolean): Promise<void> {
    const { folders, removed } = this.#list
    return this.#write({
      ...this.#list,
      folders: byPath ? [...new Set([...folders, folder])] : folders,
      removed: removed.filter((one) => one !== folder),
    })
  }

  openedExample(name: string, folder: string): Promise<void> {
    const { removed, examples } = this.#list
    return this.#write({
      ...this.#list,
      examples: [...new Set([...examples, name])],
      removed: removed.filter((one) => one !== folder),
    })
  }

  /** `example`: its name, where it is the folder of one. */
  removed(folder: string, example: string | undefined): Promise<void> {
    const { folders, removed, examples } = this.#list
    return this.#write({
      folders: folders.filter((one) => one !== folder),
      examples: examples.filter((one) => one !== example),
      removed: [...new Set([...removed, folder])],
    })
  }

  #write(list: Opened): Promise<void> {
    this.#list = list
    return this.#file.write(() => JSON.stringify(list, null, 2))
  }
}

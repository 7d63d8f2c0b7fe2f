// What ships: examples, in the order in which `examples.json` has them, each with a folder of its name.
import { readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { functionNamePattern, readSettings, type Example } from '@playground/protocol'
import * as v from 'valibot'

const indexSchema = v.array(
  v.object({ name: v.pipe(v.string(), v.regex(functionNamePattern)), tags: v.array(v.string()) }),
)

export type Shipped = Awaited<ReturnType<typeof openShipped>>

/** Throws where the index is not as it has to be. */
export async function openShipped(folder: string) {
  const file = join(folder, 'examples.json')
  const index = v.parse(indexSchema, JSON.parse(await readFile(file, 'utf8')))
  const has = (name: string) => index.some((one) => one.name === name)
  return {
    has,
    folderOf: (name: string) => join(folder, name),
    /** The name of the example whose folder this is. */
    nameOf(path: string): string | undefined {
      return dirname(path) === resolve(folder) && has(basename(path)) ? basename(path) : undefined
    },
    list: (): Promise<Example[]> =>
      Promise.all(
        index.map(async ({ name, tags }) => {
          const settings = join(folder, name, 'function.json')
          const { description = '', build } = readSettings(await readFile(settings, 'utf8'), settings).settings
          const builds = build !== undefined
          return { name, description, tags, group: 'Examples', needs: [], missing: [], opened: false, builds }
        }),
      ),
  }
}

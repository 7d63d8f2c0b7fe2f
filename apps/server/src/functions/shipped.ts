// What ships: examples, in the order in which `examples.json` has them, each with a folder of its name.
import { access, constants, readFile } from 'node:fs/promises'
import { basename, delimiter, dirname, join, resolve } from 'node:path'
import { exampleGroups, functionNamePattern, readSettings, type Example } from '@playground/protocol'
import * as v from 'valibot'

const indexSchema = v.strictObject({
  /** How to get each program that an example needs, in a sentence. */
  programs: v.record(v.string(), v.string()),
  examples: v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.regex(functionNamePattern)),
      tags: v.array(v.string()),
      group: v.picklist(exampleGroups),
      needs: v.optional(v.array(v.string()), []),
      /** The event templates that it answers; each has a saved event. */
      events: v.optional(v.array(v.string()), []),
    }),
  ),
})

export type Shipped = Awaited<ReturnType<typeof openShipped>>

/** Throws where the index is not as it has to be. */
export async function openShipped(folder: string) {
  const file = join(folder, 'examples.json')
  const { programs, examples } = v.parse(indexSchema, JSON.parse(await readFile(file, 'utf8')))
  const has = (name: string) => examples.some((one) => one.name === name)
  return {
    has,
    folderOf: (name: string) => join(folder, name),
    /** The name of the example whose folder this is. */
    nameOf(path: string): string | undefined {
      return dirname(path) === resolve(folder) && has(basename(path)) ? basename(path) : undefined
    },
    /** `isOpen`: whether the example of this name is a function by now. */
    async list(isOpen: (name: string) => boolean): Promise<Example[]> {
      const needed = [...new Set(examples.flatMap(({ needs }) => needs))]
      const there = new Map(await Promise.all(needed.map(async (one) => [one, await isOnPath(one)] as const)))
      return Promise.all(
        examples.map(async ({ name, tags, group, needs }) => {
          const file = join(folder, name, 'function.json')
          const { description = '', build } = readSettings(await readFile(file, 'utf8'), file).settings
          const missing = needs
            .filter((program) => there.get(program) === false)
            .map((program) => ({ program, get: programs[program] ?? `Install ${program}.` }))
          return { name, description, tags, group, needs, missing, opened: isOpen(name), builds: build !== undefined }
        }),
      )
    },
  }
}

/** Nothing is run for it: a program that hangs would hold up the list. */
async function isOnPath(program: string): Promise<boolean> {
  for (const place of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = await access(join(place, program), constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return true
  }
  return false
}

// A new function from a template: what ships, under another name.
import { cp, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { functionNamePattern } from '@playground/protocol'
import type { FileRefusal } from './ports.ts'

/** What a new function begins as, and the folder that ships it. */
export const templates = { bash: 'hello-bash', nodejs: 'hello-node' } as const
export type Template = keyof typeof templates

/** The new folder, or why there is none; `copies` holds the functions that were made here. */
export async function createFolder(
  template: Template,
  name: string,
  shippedFolder: string,
  copies: string,
): Promise<string | FileRefusal> {
  if (!functionNamePattern.test(name))
    return { code: 'not-legal', message: 'A name has 1 to 64 letters, digits, hyphens or underscores.' }
  const target = join(copies, name)
  const present = await stat(target).catch(() => undefined)
  if (present !== undefined)
    return { code: 'taken', message: `${target} exists already. Choose another name, or open that folder.` }
  const temporary = join(copies, `.${name}.${crypto.randomUUID()}`)
  await mkdir(copies, { recursive: true, mode: 0o700 })
  const source = join(shippedFolder, templates[template])
  await cp(source, temporary, { recursive: true })
  const settings = JSON.parse(await readFile(join(source, 'function.json'), 'utf8').catch(() => '{}')) as object
  const own = { ...settings, name, description: undefined }
  await writeFile(join(temporary, 'function.json'), `${JSON.stringify(own, null, 2)}\n`)
  await rename(temporary, target)
  return target
}

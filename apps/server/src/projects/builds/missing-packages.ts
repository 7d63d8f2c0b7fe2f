// Packages that a function asks for and that are not installed: nothing is installed by itself.
import { join } from 'node:path'
import type { Draft } from '../draft.ts'
import { isFolder, namesIn } from '../../is-there.ts'
import { sourceIfAny } from '../source-file.ts'
import { upward } from './esbuild.ts'

/** Names in a note; the rest is counted. */
const shown = 4

export async function noteMissingPackages(draft: Draft, root: string): Promise<void> {
  const runtime = draft.textOf('runtime') ?? ''
  if (runtime.startsWith('nodejs')) await noteMissingNode(draft, root)
  if (runtime.startsWith('python')) await noteMissingPython(draft)
  if (runtime.startsWith('ruby')) await noteMissingRuby(draft)
}

async function noteMissingNode(draft: Draft, root: string): Promise<void> {
  const at = await upward(draft.folder, root, 'package.json')
  if (at === undefined) return
  const wanted = dependenciesIn((await sourceIfAny(join(at, 'package.json'))) ?? '')
  const missing: string[] = []
  for (const name of wanted)
    if ((await upward(draft.folder, root, `node_modules/${name}/package.json`)) === undefined) missing.push(name)
  if (missing.length > 0) draft.note(draft.place, `Not installed: ${listed(missing)}. Run npm install in ${at}.`)
}

function dependenciesIn(text: string): string[] {
  try {
    const { dependencies } = JSON.parse(text) as { dependencies?: unknown }
    return typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : []
  } catch {
    return []
  }
}

/** Beside the code is where Lambda's own build puts them, and where Python finds them. */
async function noteMissingPython(draft: Draft): Promise<void> {
  const requirements = (await sourceIfAny(join(draft.folder, 'requirements.txt'))) ?? ''
  const wanted = requirements
    .split('\n')
    .flatMap((line) => /^\s*([A-Za-z0-9][\w.-]*)/.exec(line)?.[1] ?? [])
    .map(normal)
  if (wanted.length === 0) return
  const names = (await namesIn(draft.folder)).map((name) => normal(name.replace(/\.py$|-[^-]*\.dist-info$/, '')))
  const missing = wanted.filter((name) => !names.includes(name))
  if (missing.length > 0)
    draft.note(
      draft.place,
      `Not beside the code: ${listed(missing)} of requirements.txt. Where it is not found otherwise, run python3 -m pip install -r requirements.txt --target . in ${draft.folder}.`,
    )
}

async function noteMissingRuby(draft: Draft): Promise<void> {
  if ((await sourceIfAny(join(draft.folder, 'Gemfile'))) === undefined) return
  if (!(await isFolder(join(draft.folder, 'vendor/bundle'))))
    draft.note(
      draft.place,
      `Gems of the Gemfile are not in vendor/bundle: run bundle install --path vendor/bundle in ${draft.folder}.`,
    )
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

function listed(names: string[]): string {
  const rest = names.length - shown
  return rest <= 0 ? names.join(', ') : `${names.slice(0, shown).join(', ')} and ${rest} more`
}

// The build of a TypeScript or bundled handler by the project's own esbuild.
import { dirname, join } from 'node:path'
import type { Draft } from '../draft.ts'
import { quoted } from '../shell-words.ts'
import { isFile } from '../../is-there.ts'
import { flag, itemsOf, member, membersOf, textOf, textsOf, type Tree } from '../tree.ts'

const sources = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx']

const single: Record<string, string> = {
  Target: 'target',
  Format: 'format',
  Tsconfig: 'tsconfig',
  Packages: 'packages',
}
const several: Record<string, string> = { External: 'external', Loader: 'loader', OutExtension: 'out-extension' }

/** `properties`: BuildProperties of SAM, if there are any. Undefined where nothing tells what to build. */
export async function esbuildBuild(
  draft: Draft,
  root: string,
  output: string,
  properties: Tree | undefined,
): Promise<string | undefined> {
  const given = textsOf(member(properties, 'EntryPoints'))
  const found = given.length > 0 ? given : [await sourceOfHandler(draft.folder, draft.textOf('handler'))]
  const entries = found.filter((entry) => entry !== undefined)
  if (entries.length === 0) {
    draft.problem(draft.place, `There is no source of the handler ${draft.textOf('handler') ?? ''} to build.`)
    return undefined
  }
  if ((await upward(draft.folder, root, 'node_modules/.bin/esbuild')) === undefined)
    draft.note(
      draft.place,
      `It is built by esbuild, which is not installed: run npm install --save-dev esbuild in ${root}.`,
    )
  const words = ['--bundle', '--platform=node', `--outdir=${output}`, ...optionsOf(draft, properties)]
  if (!words.some((word) => word.startsWith('--target='))) words.push('--target=es2020')
  return `npx --no-install esbuild ${[...entries, ...words, '--log-level=warning'].map(quoted).join(' ')}`
}

function optionsOf(draft: Draft, properties: Tree | undefined): string[] {
  const words: string[] = []
  for (const [name, value] of membersOf(properties)) {
    const text = textOf(value)
    if (name in single && text !== undefined) words.push(`--${single[name]}=${text}`)
    else if (name in several) words.push(...textsOf(value).map((one) => `--${several[name]}:${one}`))
    else if (name === 'Sourcemap' && flag(value) === true) words.push('--sourcemap')
    else if (name === 'Minify' && flag(value) === true) words.push('--minify')
    else if (name === 'KeepNames' && flag(value) === true) words.push('--keep-names')
    else if (name === 'MainFields') words.push(`--main-fields=${textsOf(value).join(',')}`)
    else if (name === 'Banner')
      for (const inside of Array.isArray(value.value) ? itemsOf(value) : [value])
        words.push(...[...membersOf(inside)].map(([kind, banner]) => `--banner:${kind}=${textOf(banner) ?? ''}`))
    else if (!['EntryPoints', 'Sourcemap', 'Minify', 'KeepNames'].includes(name))
      draft.note(value, `The build property ${name} is not done here.`)
  }
  return words
}

/** The source of `folder/file.export`, relative; undefined where there is none. */
export async function sourceOfHandler(folder: string, handler: string | undefined): Promise<string | undefined> {
  if (handler === undefined) return undefined
  const slash = handler.lastIndexOf('/')
  const stem = handler.slice(0, slash + 1) + handler.slice(slash + 1).split('.')[0]
  for (const extension of sources) if (await isFile(join(folder, `${stem}${extension}`))) return `${stem}${extension}`
  return undefined
}

/** The nearest folder, from this one up to `root`, in which there is such a path. */
export async function upward(folder: string, root: string, path: string): Promise<string | undefined> {
  let at = folder
  for (let steps = 0; steps < 12; steps += 1) {
    if (await isFile(join(at, path))) return at
    if (at === root || dirname(at) === at) return undefined
    at = dirname(at)
  }
  return undefined
}

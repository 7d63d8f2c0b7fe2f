// Cargo.toml: its binaries, its workspace, and what cargo lambda keeps in it.
import { basename, dirname, join } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import { ProjectProblem } from '../project.ts'
import { isFile, namesIn } from '../../is-there.ts'
import { readSource, sourceIfAny } from '../source-file.ts'

type Table = Record<string, unknown>
export type Manifest = { file: string; folder: string; text: string; table: Table }

/** Throws a ProjectProblem with file, line and column for a text that is no TOML. */
export async function readManifest(file: string, readFrom?: Set<string>): Promise<Manifest> {
  const text = await readSource(file, readFrom)
  try {
    return { file, folder: dirname(file), text, table: parse(text) }
  } catch (problem) {
    if (!(problem instanceof TomlError)) throw problem
    const what = problem.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '')
    throw new ProjectProblem(`${file}:${problem.line}:${problem.column}: this is not TOML (${what}). Put it right.`)
  }
}

/** A table within tables; an empty one where it is none. */
export function tableIn(table: Table, ...path: string[]): Table {
  return path.reduce<Table>((inside, key) => {
    const next = inside[key]
    return typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as Table) : {}
  }, table)
}

export function isLambda({ table }: Manifest): boolean {
  const dependencies = tableIn(table, 'dependencies')
  return 'lambda_runtime' in dependencies || 'lambda_http' in dependencies || 'lambda-extension' in dependencies
}

/** Names of its binaries as cargo finds them: `[[bin]]`, src/main.rs, src/bin. */
export async function binariesOf({ folder, table }: Manifest): Promise<string[]> {
  const declared = Array.isArray(table['bin']) ? (table['bin'] as Table[]) : []
  const names = declared.flatMap(({ name }) => (typeof name === 'string' ? name : []))
  const paths = declared.flatMap(({ path }) => (typeof path === 'string' ? path : []))
  const pack = tableIn(table, 'package')
  if (pack['autobins'] === false) return names
  if (typeof pack['name'] === 'string' && !paths.includes('src/main.rs') && (await isFile(join(folder, 'src/main.rs'))))
    names.push(pack['name'])
  for (const found of await namesIn(join(folder, 'src/bin'))) {
    const path = found.endsWith('.rs') ? `src/bin/${found}` : `src/bin/${found}/main.rs`
    if (!paths.includes(path) && (await isFile(join(folder, path)))) names.push(basename(found, '.rs'))
  }
  return [...new Set(names)]
}

/** The folder whose `target` cargo builds into: that of the workspace, if a folder above has one that is not this package’s own. */
export async function workspaceFolder(folder: string): Promise<string> {
  let above = folder
  for (let steps = 0; steps < 6; steps += 1) {
    const text = await sourceIfAny(join(above, 'Cargo.toml'))
    if (text !== undefined && /^\s*\[workspace[\].]/m.test(text)) return above
    above = dirname(above)
  }
  return folder
}

/** The line on which a key of a table is, so far as a line alone can tell. */
export function lineOfKey({ text }: Manifest, table: string, key: string): number | undefined {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.trim() === `[${table}]`)
  if (start < 0) return undefined
  const within = lines.slice(start + 1).findIndex((line) => new RegExp(`^\\s*"?${key}"?\\s*=`).test(line))
  return within < 0 ? start + 1 : start + 2 + within
}

// The door to this folder: a path becomes the project that is there, whichever tool it is of.
import { createHash } from 'node:crypto'
import { realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { cargoReader } from './cargo/cargo-reader.ts'
import { cdkReader } from './cdk/cdk-reader.ts'
import { ProjectProblem, type Project, type ProjectReader, type ReadOptions } from './project.ts'
import { serverlessReader } from './serverless/serverless-reader.ts'
import { templateReader } from './template-reader.ts'
import { terraformReader } from './terraform/terraform-reader.ts'

export { ProjectProblem, type Project, type ProjectFunction } from './project.ts'

/** The first that finds its file in a folder reads it. */
const readers: ProjectReader[] = [templateReader, serverlessReader, cdkReader, terraformReader, cargoReader]

/**
 * The project in a folder, or of which this is the file; undefined where it is none. Nothing is run, nothing is fetched and
 * nothing is written. Builds put what is run into a folder of the project in `buildFolder`. Throws a ProjectProblem for a project
 * that cannot be read.
 */
export async function readProject(path: string, options: ReadOptions = {}): Promise<Project | undefined> {
  const real = await realpath(path).catch(() => undefined)
  if (real === undefined) return undefined
  const found = await readerOf(real)
  if (found === undefined) return undefined
  try {
    return await found.reader.read(found.file, { ...options, ...ownBuilds(found.file, options) })
  } catch (problem) {
    if (problem instanceof RangeError)
      throw new ProjectProblem(`${found.file}:1:1: values are nested too deep to be read. Open a part of it by itself.`)
    throw problem
  }
}

/** Two projects may each have a function of one name: what is built of it is not put in one folder. */
function ownBuilds(file: string, { buildFolder }: ReadOptions): ReadOptions {
  if (buildFolder === undefined) return {}
  return { buildFolder: join(buildFolder, createHash('sha256').update(file).digest('hex').slice(0, 12)) }
}

async function readerOf(real: string): Promise<{ reader: ProjectReader; file: string } | undefined> {
  const isFolder = (await stat(real)).isDirectory()
  for (const reader of readers) {
    const file = isFolder ? await reader.find(real) : (await reader.takes(real)) ? real : undefined
    if (file !== undefined) return { reader, file: await realpath(file) }
  }
  return undefined
}

// Projects of CDK: the stacks in cdk.out, as `cdk synth` left them. The app itself is not run.
import { basename, dirname, join } from 'node:path'
import { readTemplate } from '../cloudformation/read-template.ts'
import type { Resource } from '../cloudformation/scope.ts'
import { ProjectProblem, type Project, type ProjectReader, type ReadOptions } from '../project.ts'
import { readJson } from '../read-json.ts'
import { isFile } from '../../is-there.ts'
import { beginningOf, readSource } from '../source-file.ts'
import { member, membersOf, textOf, type Tree } from '../tree.ts'

/** Assemblies within assemblies (stages) are followed this deep. */
const depthLimit = 5

export const cdkReader: ProjectReader = {
  async find(folder) {
    for (const name of ['manifest.json', 'cdk.out/manifest.json'])
      if (await isManifest(join(folder, name))) return join(folder, name)
    return (await isFile(join(folder, 'cdk.json'))) ? join(folder, 'cdk.json') : undefined
  },
  async takes(file) {
    return basename(file) === 'cdk.json' || isManifest(file)
  },
  read: readCdk,
}

/** Browsers' extensions have a manifest.json too: CDK's has artifacts. */
async function isManifest(file: string): Promise<boolean> {
  return basename(file) === 'manifest.json' && /"aws:cloudformation:stack"|"cdk:/.test(await beginningOf(file))
}

async function readCdk(given: string, options: ReadOptions): Promise<Project> {
  const file = basename(given) === 'cdk.json' ? join(dirname(given), 'cdk.out/manifest.json') : given
  if (!(await isFile(file)))
    throw new ProjectProblem(
      `${given}:1:1: this is a CDK app without cdk.out, and the app itself is not run here. Run cdk synth, and open it again.`,
    )
  const project: Project = { file, kind: 'cdk', functions: [], unsupported: [], readFrom: [] }
  const readFrom = new Set<string>()
  const taken = new Set<string>()
  for (const { path, name } of await stacksIn(file, readFrom, 0)) {
    const nameOf = (resource: Resource) => constructName(resource, name)
    const { drafts, unsupported } = await readTemplate(path, { ...options, nameOf, taken }, readFrom)
    project.functions.push(...drafts.map((draft) => draft.finish()))
    project.unsupported.push(...unsupported)
  }
  return { ...project, readFrom: [...readFrom] }
}

async function stacksIn(file: string, readFrom: Set<string>, depth: number): Promise<{ path: string; name: string }[]> {
  if (depth > depthLimit) return []
  const manifest = readJson(await readSource(file, readFrom), file)
  const folder = dirname(file)
  const stacks: { path: string; name: string }[] = []
  for (const [id, artifact] of membersOf(member(manifest, 'artifacts'))) {
    const type = textOf(member(artifact, 'type'))
    const template = textOf(member(artifact, 'properties', 'templateFile'))
    const nested = textOf(member(artifact, 'properties', 'directoryName'))
    if (type === 'aws:cloudformation:stack' && template !== undefined)
      stacks.push({ path: join(folder, template), name: displayName(artifact) ?? id })
    if (type === 'cdk:cloud-assembly' && nested !== undefined)
      stacks.push(...(await stacksIn(join(folder, nested, 'manifest.json'), readFrom, depth + 1)))
  }
  return stacks
}

function displayName(artifact: Tree): string | undefined {
  return textOf(member(artifact, 'displayName'))?.replace(/ \(.*$/, '')
}

/** The path of the construct without its stack, which is what the app calls it: the logical id ends with a hash. */
function constructName({ id, tree }: Resource, stack: string): string {
  const path = textOf(member(tree, 'Metadata', 'aws:cdk:path'))
  if (path === undefined) return id
  const below = path.startsWith(`${stack}/`) ? path.slice(stack.length + 1) : path.split('/').slice(1).join('/')
  return below.replace(/\/Resource$/, '').replaceAll('/', '-') || id
}

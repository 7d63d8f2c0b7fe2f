// Projects of cargo lambda: every binary of a package that depends on Lambda's runtime for Rust is a function.
import { basename, join, relative } from 'node:path'
import { rustBuild } from '../builds/rust.ts'
import { Draft } from '../draft.ts'
import type { SettingName } from '../legal-settings.ts'
import { legalName, takeName } from '../names.ts'
import type { Project, ProjectReader } from '../project.ts'
import { noXray } from '../said.ts'
import { isFile, namesIn } from '../../is-there.ts'
import { beginningOf, sourceIfAny } from '../source-file.ts'
import { binariesOf, isLambda, lineOfKey, readManifest, tableIn, workspaceFolder, type Manifest } from './manifest.ts'

export const cargoReader: ProjectReader = {
  async find(folder) {
    const file = join(folder, 'Cargo.toml')
    return (await this.takes(file)) ? file : undefined
  },
  async takes(file) {
    if (basename(file) !== 'Cargo.toml') return false
    const text = await beginningOf(file)
    return /\blambda_(runtime|http)\b|\blambda-extension\b|^\s*\[workspace\]|\[package\.metadata\.lambda/m.test(text)
      ? namesLambda(file, text)
      : false
  },
  read: readCargo,
}

/** A workspace is one of Lambda's where a member is; a broken file is told when it is read. */
async function namesLambda(file: string, text: string): Promise<boolean> {
  if (/lambda/.test(text)) return true
  const folder = join(file, '..')
  for (const member of await membersOf(await readManifest(file).catch(() => undefined)))
    if (/\blambda_(runtime|http)\b/.test((await sourceIfAny(join(folder, member, 'Cargo.toml'))) ?? '')) return true
  return false
}

async function readCargo(file: string): Promise<Project> {
  const readFrom = new Set<string>()
  const root = await readManifest(file, readFrom)
  const manifests = [root]
  for (const member of await membersOf(root)) {
    const own = join(root.folder, member, 'Cargo.toml')
    if (await isFile(own)) manifests.push(await readManifest(own, readFrom))
  }
  const taken = new Set<string>()
  const drafts: Draft[] = []
  for (const manifest of manifests.filter(isLambda))
    for (const binary of await binariesOf(manifest)) drafts.push(await functionOf(manifest, binary, taken))
  const unsupported =
    drafts.length > 0
      ? []
      : [{ file, message: 'No package here depends on lambda_runtime or lambda_http and has a binary.' }]
  return {
    file,
    kind: 'cargo-lambda',
    functions: drafts.map((draft) => draft.finish()),
    unsupported,
    readFrom: [...readFrom],
  }
}

/** Folders of a workspace’s members, relative; `crates/*` names every folder in one. */
async function membersOf(manifest: Manifest | undefined): Promise<string[]> {
  const workspace = manifest === undefined ? {} : tableIn(manifest.table, 'workspace')
  const [given, left] = [workspace['members'], workspace['exclude']].map((list) =>
    Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [],
  ) as [string[], string[]]
  const members: string[] = []
  for (const pattern of given) {
    const star = pattern.indexOf('*')
    if (star < 0) members.push(pattern)
    else if (pattern.endsWith('/*') && star === pattern.length - 1)
      for (const name of await namesIn(join(manifest!.folder, pattern.slice(0, -2))))
        members.push(`${pattern.slice(0, -1)}${name}`)
  }
  return [...new Set(members)].filter((member) => !left.includes(member))
}

async function functionOf(manifest: Manifest, binary: string, taken: Set<string>): Promise<Draft> {
  const { file, folder, table } = manifest
  const draft = new Draft(binary, takeName(legalName(binary), taken), { file, line: lineOfBinary(manifest, binary) })
  draft.folder = folder
  draft.set('runtime', 'provided.al2023', draft.place, 'The runtime')
  const workspace = relative(folder, await workspaceFolder(folder))
  const output = join(workspace, 'target/lambda', binary)
  draft.set('build', rustBuild(binary, workspace, output), draft.place, 'The build')
  draft.set('output', output, draft.place, 'The output')

  const lambda = ['package', 'metadata', 'lambda']
  for (const path of [lambda, [...lambda, 'deploy'], [...lambda, 'bin', binary], [...lambda, 'bin', binary, 'deploy']])
    takeMetadata(draft, manifest, path)
  if (tableIn(table, ...lambda, 'deploy')['extension'] === true)
    draft.problem(draft.place, 'It is an extension, not a function. Give it to a function as a layer.')
  return draft
}

/** What comes later wins: of one binary before that of all, of a deployment before that of watching. */
function takeMetadata(draft: Draft, manifest: Manifest, path: string[]): void {
  const table = tableIn(manifest.table, ...path)
  const place = (key: string) => ({ file: manifest.file, line: lineOfKey(manifest, path.join('.'), key) })
  const settings: Record<string, SettingName> = {
    timeout: 'timeout',
    memory: 'memory',
    memory_size: 'memory',
    description: 'description',
  }
  for (const [key, value] of Object.entries(table)) {
    const setting = settings[key]
    if (setting !== undefined) draft.set(setting, value, place(key), key)
    else if (key === 'env' && typeof value === 'object' && value !== null)
      for (const [name, text] of Object.entries(value)) draft.variable(name, text, place('env'))
    else if (key === 'env_file')
      draft.note(place(key), `Variables of ${String(value)} are not read here. Put them under env.`)
    else if (key === 'tracing' && String(value).toLowerCase() === 'active') draft.note(place(key), noXray('tracing'))
    else if (key === 'layers' || key === 'layer')
      draft.note(place(key), `${key}: layers are not fetched. The function runs without them.`)
    else if (key === 'router' || key === 'watch')
      draft.note(
        place(key),
        `${key}: routes of cargo lambda watch are not done here; put them in function.json’s routes.`,
      )
  }
  if ('router' in tableIn(table, 'watch'))
    draft.note(place('watch'), 'watch.router: routes of cargo lambda watch are not done here.')
}

function lineOfBinary({ text }: Manifest, binary: string): number | undefined {
  const at = text.split('\n').findIndex((line) => new RegExp(`^\\s*name\\s*=\\s*["']${binary}["']`).test(line))
  return at < 0 ? undefined : at + 1
}

// Functions by the project that they come from, and what is said of a project.
import type { FunctionDefinition, ProjectKind, ProjectNote } from '@playground/protocol'
import type { ProjectState } from '@playground/protocol/model'

/** `file` and `project` are undefined for functions of no project. */
export type FunctionGroup = {
  file: string | undefined
  project: ProjectState | undefined
  functions: FunctionDefinition[]
}

const kinds: Record<ProjectKind, string> = {
  sam: 'SAM',
  cloudformation: 'CloudFormation',
  serverless: 'Serverless Framework',
  'cargo-lambda': 'Cargo Lambda',
  cdk: 'CDK',
  terraform: 'Terraform',
}

/** Functions of no project first, then those of each; a project of which no function is here comes for what is wrong with it. */
export function groupFunctions(
  functions: Readonly<Record<string, FunctionDefinition>>,
  projects: Readonly<Record<string, ProjectState>>,
): FunctionGroup[] {
  const groups = new Map<string | undefined, FunctionGroup>()
  const of = (file: string | undefined) => {
    const group = groups.get(file) ?? { file, project: file === undefined ? undefined : projects[file], functions: [] }
    groups.set(file, group)
    return group
  }
  const own = of(undefined)
  for (const definition of Object.values(functions)) of(definition.project?.file).functions.push(definition)
  for (const [file, project] of Object.entries(projects)) if (toTell(project) !== undefined) of(file)
  return [...groups.values()].filter((group) => group !== own || own.functions.length > 0)
}

/** `template.yaml · SAM` */
export function projectWord(file: string, kind: ProjectKind | undefined): string {
  const name = fileName(file)
  return kind === undefined ? name : `${name} · ${kinds[kind]}`
}

/** What there is to read about a project; undefined where all is well. */
export function toTell({ problem, unsupported }: ProjectState): string | undefined {
  if (problem !== undefined) return 'Could not be read'
  if (unsupported.length === 0) return undefined
  return unsupported.length === 1 ? '1 thing not supported' : `${unsupported.length} things not supported`
}

/** `template.yaml:12`; the path within the project's folder where the file is in it. */
export function placeWord({ file, line }: ProjectNote, project: string): string {
  const name = within(file, project)
  return line === undefined ? name : `${name}:${line}`
}

/** What begins with a path into the folder of a project, without that folder; anything else as it is. */
export function within(text: string, project: string): string {
  const folder = folderOf(project)
  const inside = folder !== '' && text.startsWith(folder) && /[/\\]/.test(text.charAt(folder.length))
  return inside ? text.slice(folder.length + 1) : text
}

export function fileName(file: string): string {
  return file.split(/[/\\]/).at(-1)!
}

export function folderOf(file: string): string {
  return file.replace(/[/\\][^/\\]*$/, '')
}

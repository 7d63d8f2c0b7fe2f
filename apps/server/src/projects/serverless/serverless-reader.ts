// Projects of the Serverless Framework: the functions of serverless.yml or serverless.json.
import { basename, dirname, join } from 'node:path'
import type { ProjectNote } from '@playground/protocol'
import { tellOtherResources } from '../cloudformation/other-resources.ts'
import { Template } from '../cloudformation/template.ts'
import { Draft } from '../draft.ts'
import { legalName, takeName } from '../names.ts'
import { ProjectProblem, type Project, type ProjectReader, type ReadOptions } from '../project.ts'
import { readJson } from '../read-json.ts'
import { readYaml } from '../read-yaml.ts'
import { isFile } from '../../is-there.ts'
import { readSource } from '../source-file.ts'
import { itemsOf, member, membersOf, textOf, type Tree } from '../tree.ts'
import { takeServerlessCode, takeServerlessLayers } from './code.ts'
import { serverlessApis, takeServerlessEvents } from './events.ts'
import { applyServerless, titled } from './function-properties.ts'
import { Variables } from './variables.ts'

const usual = [
  'serverless.yml',
  'serverless.yaml',
  'serverless.json',
  'serverless.ts',
  'serverless.js',
  'serverless.mjs',
  'serverless.cjs',
]

export const serverlessReader: ProjectReader = {
  async find(folder) {
    for (const name of usual) if (await isFile(join(folder, name))) return join(folder, name)
    return undefined
  },
  async takes(file) {
    return /^serverless([.-][\w.-]+)?\.(ya?ml|json|[cm]?[jt]s)$/.test(basename(file)) && (await isFile(file))
  },
  read: readServerless,
}

async function readServerless(file: string, options: ReadOptions): Promise<Project> {
  if (/\.[cm]?[jt]s$/.test(file))
    throw new ProjectProblem(
      `${file}:1:1: this is a program, and no program of a project is run to read it. Run npx serverless print --format yaml > serverless.local.yml, and open that.`,
    )
  const readFrom = new Set<string>()
  const text = await readSource(file, readFrom)
  const tree = file.endsWith('.json') ? readJson(text, file) : readYaml(text, file)
  const variables = new Variables(tree, dirname(file), options, readFrom)
  const project: Project = { file, kind: 'serverless', functions: [], unsupported: [], readFrom: [] }

  const provider = await variables.at('provider')
  const name = textOf(member(provider, 'name')) ?? textOf(provider) ?? 'aws'
  if (name !== 'aws')
    throw new ProjectProblem(
      `${file}:${provider!.line}:1: its provider is ${name}, and functions here are those of aws. Open another.`,
    )
  const functions = functionsIn(await variables.at('functions'))
  const template = await templateOf(variables, tree, dirname(file), options, readFrom, [...functions.keys()])
  const apis = serverlessApis(provider, await variables.stage())
  const taken = new Set<string>()

  for (const key of functions.keys()) {
    const draft = new Draft(key, takeName(legalName(key), taken), functions.get(key)!)
    const given = ownOf(tree, key, functions.get(key)!)
    const own = await workedOut(draft, given, variables, template)
    const shared =
      provider && (await workedOut(draft, { ...provider, value: sharedOf(tree, provider) }, variables, template))
    applyServerless(draft, own, shared, new Set(functions.keys()))
    await takeServerlessCode(draft, own, dirname(file), tree, options)
    await takeServerlessLayers(
      draft,
      (await variables.resolve(member(given, 'layers'), [])) ?? member(provider, 'layers'),
      await variables.at('layers'),
      dirname(file),
    )
    takeServerlessEvents(draft, member(own, 'events'), apis)
    project.functions.push(draft.finish())
  }
  for (const plugin of pluginsIn(await variables.at('plugins')))
    template.tell(plugin, `The plugin ${textOf(plugin)} is not run here: what it would change is as it stands.`)
  tellOtherResources(template)
  return { ...project, unsupported: template.unsupported, readFrom: [...readFrom] }
}

/** The function as it is written, where it is in this file: what is said of it then names the line of its own values. */
function ownOf(tree: Tree, key: string, resolved: Tree): Tree {
  const written = member(tree, 'functions', key)
  return written?.value instanceof Map ? written : resolved
}

/** The provider, with its variables as they are written, so far as they are in this file. */
function sharedOf(tree: Tree, provider: Tree): Map<string, Tree> {
  const written = member(tree, 'provider', 'environment')
  return new Map([...membersOf(provider), ...(written === undefined ? [] : ([['environment', written]] as const))])
}

/** Properties with their variables and intrinsics worked out, each told by its name; layers are left to be looked up. */
async function workedOut(draft: Draft, given: Tree, variables: Variables, template: Template): Promise<Tree> {
  const one = async (tree: Tree, what: string) => {
    const told: ProjectNote[] = []
    const resolved = await variables.resolve(tree, told)
    for (const { file, line, message } of told) draft.note({ file, line }, `${what}: ${message}.`)
    return template.toldValue(resolved, draft, what)
  }
  const members = new Map<string, Tree>()
  for (const [name, tree] of membersOf(given)) {
    if (name === 'layers') continue
    if (name === 'environment' && tree.value instanceof Map) {
      const inside = new Map<string, Tree>()
      for (const [variable, text] of membersOf(tree)) {
        const value = await one(text, `The variable ${variable}`)
        if (value !== undefined) inside.set(variable, value)
      }
      members.set(name, { ...tree, value: inside })
    } else {
      const value = await one(tree, name)
      if (value !== undefined) members.set(name, value)
    }
  }
  return { ...given, value: members }
}

/** A map of functions, or a list of such maps. */
function functionsIn(tree: Tree | undefined): Map<string, Tree> {
  const maps = Array.isArray(tree?.value) ? itemsOf(tree) : tree === undefined ? [] : [tree]
  return new Map(maps.flatMap((one) => [...membersOf(one)]).filter(([, value]) => value.value instanceof Map))
}

function pluginsIn(tree: Tree | undefined): Tree[] {
  return tree?.value instanceof Map ? itemsOf(member(tree, 'modules')) : itemsOf(tree)
}

/** The resources of the file as a template, with a function for each of those that the framework makes. */
async function templateOf(
  variables: Variables,
  tree: Tree,
  folder: string,
  options: ReadOptions,
  readFrom: Set<string>,
  keys: string[],
): Promise<Template> {
  const resources = new Map<string, Tree>()
  const given = await variables.at('resources')
  for (const part of Array.isArray(given?.value) ? itemsOf(given) : given === undefined ? [] : [given])
    for (const [id, resource] of membersOf(member(part, 'Resources'))) resources.set(id, resource)
  const root = { ...tree, value: new Map([['Resources', { ...tree, value: resources }]]) }
  const template = new Template(root, folder, options, readFrom)
  const names = new Map(keys.map((key) => [`${titled(key)}LambdaFunction`, key]))
  for (const [id] of names)
    template.scope.resources.set(id, { id, type: 'AWS::Lambda::Function', properties: undefined, tree })
  template.scope.functionName = ({ id }) => legalName(names.get(id) ?? id)
  return template
}

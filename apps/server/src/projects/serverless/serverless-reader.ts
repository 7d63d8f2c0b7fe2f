// Projects of the Serverless Framework: the functions of serverless.yml or serverless.json.
import { basename, dirname, join } from 'node:path'
import { esbuildBuild, sourceOfHandler, upward } from '../builds/esbuild.ts'
import { noteMissingPackages } from '../builds/missing-packages.ts'
import { tellOtherResources } from '../cloudformation/other-resources.ts'
import { Template } from '../cloudformation/template.ts'
import { layerFolder, takeFolder } from '../code-folder.ts'
import { Draft } from '../draft.ts'
import { legalName, takeName } from '../names.ts'
import { ProjectProblem, type Project, type ProjectReader, type ReadOptions } from '../project.ts'
import { readJson } from '../read-json.ts'
import { readYaml } from '../read-yaml.ts'
import { isFile, readSource } from '../source-file.ts'
import { itemsOf, member, membersOf, textOf, type Tree } from '../tree.ts'
import { quoted } from '../shell-words.ts'
import { serverlessApis, takeServerlessEvents } from './events.ts'
import { applyServerless, layerKeys, titled } from './function-properties.ts'
import { isGiven, Variables } from './variables.ts'

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
    const told: typeof project.unsupported = []
    const own = await variables.resolve(ownOf(tree, key, functions.get(key)!), told)
    await variables.resolve(member(tree, 'provider', 'environment'), told)
    for (const note of told) draft.note(note, `${note.message}.`)
    const worked = template.toldValue(own, draft, 'A value') ?? own!
    const shared = { ...provider!, value: new Map(membersOf(provider)) }
    const environment = template.toldValue(member(provider, 'environment'), draft, 'A variable of the provider')
    if (environment !== undefined) shared.value.set('environment', environment)
    applyServerless(draft, worked, provider === undefined ? undefined : shared, new Set(functions.keys()))
    await takeServerlessCode(draft, worked, dirname(file), tree, options)
    await takeServerlessLayers(
      draft,
      member(own, 'layers') ?? member(provider, 'layers'),
      await variables.at('layers'),
      dirname(file),
    )
    takeServerlessEvents(draft, member(worked, 'events'), apis)
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

async function takeServerlessCode(
  draft: Draft,
  own: Tree,
  folder: string,
  tree: Tree,
  options: ReadOptions,
): Promise<void> {
  draft.folder = folder
  const image = member(own, 'image')
  if (image !== undefined) {
    draft.problem(
      image,
      'It is a container image, and there is no Docker here. Run it by itself, and let its runtime attach.',
    )
    return
  }
  const artifact = member(own, 'package', 'artifact') ?? member(tree, 'package', 'artifact')
  if (isGiven(artifact)) return takeFolder(draft, folder, textOf(artifact) ?? '', artifact, 'artifact')
  const handler = member(own, 'handler')
  if (handler === undefined) {
    draft.problem(own, 'It has no handler. Give it one, as src/handler.main.')
    return
  }
  draft.set('handler', textOf(handler) ?? '', handler, 'handler')
  const source = await sourceOfHandler(folder, draft.textOf('handler'))
  if (source !== undefined && /\.[mc]?tsx?$/.test(source)) await bundle(draft, source, folder, options)
  await noteMissingPackages(draft, folder)
}

/** TypeScript is built by the project’s esbuild, to the same path that the handler has. */
async function bundle(draft: Draft, source: string, folder: string, { buildFolder }: ReadOptions): Promise<void> {
  if ((await upward(folder, folder, 'node_modules/.bin/esbuild')) === undefined) {
    draft.problem(
      draft.place,
      `Its handler is ${source}, which Node.js does not run on Lambda, and esbuild is not installed to build it. Run npm install --save-dev esbuild in ${folder}.`,
    )
    return
  }
  if (buildFolder === undefined) {
    draft.note(draft.place, 'It would be built by esbuild, and there is no folder for what is built.')
    return
  }
  const output = join(buildFolder, draft.name)
  const command = await esbuildBuild(draft, folder, output, undefined)
  draft.set('build', `mkdir -p ${quoted(output)} && ${command} --outbase=. --sourcemap`, draft.place, 'The build')
  draft.set('output', output, draft.place, 'The output')
}

async function takeServerlessLayers(
  draft: Draft,
  given: Tree | undefined,
  layers: Tree | undefined,
  folder: string,
): Promise<void> {
  const folders: string[] = []
  for (const { key, place } of layerKeys(layers, given)) {
    const path = key === undefined ? undefined : textOf(member(layers, key, 'path'))
    if (path === undefined)
      draft.note(
        place,
        `The layer ${textOf(place) ?? textOf(member(place, 'Ref')) ?? 'here'} is not in this project, and is not fetched. The function runs without it.`,
      )
    else {
      const found = await layerFolder(draft, folder, path, place, `The layer ${key}`)
      if (found !== undefined) folders.push(found)
    }
  }
  if (folders.length > 0) draft.set('layers', folders, given!, 'layers')
}

// A template from its first line to its functions, in the order in which one part needs another.
import { dirname, resolve } from 'node:path'
import type { ProjectNote } from '@playground/protocol'
import { planBuild } from '../builds/plan-build.ts'
import { Draft } from '../draft.ts'
import { legalName, takeName } from '../names.ts'
import { ProjectProblem, type ReadOptions } from '../project.ts'
import { readJson } from '../read-json.ts'
import { readYaml } from '../read-yaml.ts'
import { isFile } from '../../is-there.ts'
import { readSource } from '../source-file.ts'
import { member, membersOf, textOf, textsOf, type Tree } from '../tree.ts'
import { tellApis } from './apis.ts'
import { takeCallingResources, takeInvokeConfig } from './calling.ts'
import { takeCode } from './code.ts'
import { takeEvents } from './events.ts'
import { applyProperties } from './function-properties.ts'
import { holds, resolve as worked } from './intrinsics.ts'
import { takeLayers } from './layers.ts'
import { takeLoadBalancers } from './load-balancers.ts'
import { takeOpenApi } from './openapi.ts'
import { tellOtherResources } from './other-resources.ts'
import { takePlainApis } from './plain-apis.ts'
import { functionTypes, type Resource, type Told } from './scope.ts'
import { Template } from './template.ts'

/** `nameOf`: how a function is called that has no FunctionName; its logical id, if nothing else is said. `taken`: names of the project so far. */
type TemplateOptions = ReadOptions & { nameOf?: (resource: Resource) => string; taken: Set<string> }

export type ReadTemplate = { drafts: Draft[]; unsupported: ProjectNote[]; serverless: boolean }

/** Templates within templates are followed this deep. */
const depthLimit = 3

/** Throws a ProjectProblem for what is no template at all. */
export async function readTemplate(
  file: string,
  options: TemplateOptions,
  readFrom: Set<string>,
  depth = 0,
): Promise<ReadTemplate> {
  const text = await readSource(file, readFrom)
  const tree = /\.json$/i.test(file) ? readJson(text, file) : readYaml(text, file)
  if (!(member(tree, 'Resources')?.value instanceof Map))
    throw new ProjectProblem(
      `${file}:${(member(tree, 'Resources') ?? tree).line}:1: a template has Resources, a map of names. Give it one with a function.`,
    )
  const template = new Template(tree, dirname(file), options, readFrom)
  const transforms = tellTransforms(template)
  for (const message of template.scope.parameterProblems()) template.tell(member(tree, 'Parameters') ?? tree, message)
  nameFunctions(template, options.nameOf ?? (({ id }) => id), options.taken)
  dropConditional(template)

  const functions = [...template.scope.resources.values()].filter(({ type }) => functionTypes.has(type))
  for (const resource of functions) {
    const draft = new Draft(resource.id, template.scope.functionName(resource), resource.tree)
    template.drafts.set(resource.id, draft)
    // What a name is made of is told with the function that has it.
    const given = template.members(resource).get('FunctionName')
    if (given !== undefined) template.toldValue(given, draft, 'FunctionName')
  }
  for (const resource of functions) {
    const draft = template.drafts.get(resource.id)!
    applyProperties(draft, template.members(resource), template)
    await takeCode(draft, resource, template)
    if (draft.problems.length === 0) draft.needHandler('Handler')
    await takeLayers(draft, resource, template)
    takeInvokeConfig(draft, resource, template)
    takeEvents(draft, resource, template)
    const metadata = template.value(member(resource.tree, 'Metadata'))
    await planBuild(draft, { id: resource.id, root: template.folder, metadata, buildFolder: options.buildFolder })
  }
  takeCallingResources(template)
  await takeOpenApi(template)
  takePlainApis(template)
  takeLoadBalancers(template)
  tellApis(template)
  tellOtherResources(template)
  const nested = await readNested(template, options, depth)
  return {
    drafts: [...template.drafts.values(), ...nested],
    unsupported: template.unsupported,
    serverless: transforms.some((name) => name.startsWith('AWS::Serverless')),
  }
}

function tellTransforms(template: Template): string[] {
  const transform = member(template.tree, 'Transform')
  const names = textsOf(transform)
  for (const name of names)
    if (!name.startsWith('AWS::Serverless'))
      template.tell(transform!, `The transform ${name} is not done here: the template is read as it stands.`)
  return names
}

/** While a name is worked out that needs itself, the logical id stands for it. */
function nameFunctions(template: Template, nameOf: (resource: Resource) => string, taken: Set<string>): void {
  const known = new Map<string, string>()
  template.scope.functionName = (resource) => {
    const name = known.get(resource.id)
    if (name !== undefined) return name
    known.set(resource.id, legalName(resource.id))
    const given = textOf(worked(template.members(resource).get('FunctionName'), template.scope, []))
    const own = takeName(legalName(given ?? nameOf(resource)), taken)
    known.set(resource.id, own)
    return own
  }
}

/** Resources whose condition does not hold are not there; functions among them are told. */
function dropConditional(template: Template): void {
  for (const resource of template.scope.resources.values()) {
    const condition = member(resource.tree, 'Condition')
    if (condition === undefined) continue
    const told: Told = []
    const name = textOf(condition) ?? ''
    const there = holds(name, condition, template.scope, told)
    for (const { message } of told) template.tell(condition, `The condition ${name}: ${message}.`)
    if (there) continue
    template.scope.resources.delete(resource.id)
    if (functionTypes.has(resource.type))
      template.tell(resource.tree, `The function ${resource.id} is left out: its condition ${name} is false.`)
  }
}

/** Functions of local templates that this one has as applications or stacks. */
async function readNested(template: Template, options: TemplateOptions, depth: number): Promise<Draft[]> {
  const drafts: Draft[] = []
  for (const resource of [
    ...template.ofType('AWS::Serverless::Application'),
    ...template.ofType('AWS::CloudFormation::Stack'),
  ]) {
    const asset = textOf(member(resource.tree, 'Metadata', 'aws:asset:path'))
    const location = asset ?? template.text(resource, 'Location') ?? template.text(resource, 'TemplateURL')
    const file = location === undefined ? undefined : resolve(template.folder, location)
    if (file === undefined || !(await isFile(file)) || depth + 1 >= depthLimit) {
      template.tell(resource.tree, `${resource.id} (${resource.type}) is no template of this project, and is left out.`)
      continue
    }
    const parameters = Object.fromEntries(
      [...membersOf(template.property(resource, 'Parameters'))].map(([name, value]) => [name, parameterText(value)]),
    )
    const inner = await readTemplate(file, { ...options, parameters }, template.readFrom, depth + 1)
    template.unsupported.push(...inner.unsupported)
    for (const draft of inner.drafts) drafts.push(withinStack(draft, resource.id))
  }
  return drafts
}

function parameterText(value: Tree): string {
  return textOf(value) ?? textsOf(value).join(',')
}

function withinStack(draft: Draft, stack: string): Draft {
  draft.id = `${stack}/${draft.id}`
  return draft
}

// What the names in a template stand for: parameters, pseudo parameters, resources.
import { accountId, type ProjectNote } from '@playground/protocol'
import { noteAt } from '../draft.ts'
import { itemsOf, member, membersOf, textOf, textsOf, treeOf, type Place, type Tree } from '../tree.ts'

export const region = 'us-east-1'
/** As sam local has it. */
const stackName = 'local'

/** Things that were said of a value while it was resolved: halves of a sentence, such as `there is no X here`. */
export type Told = ProjectNote[]

export type Resource = { id: string; type: string; properties: Tree | undefined; tree: Tree }

export const functionTypes = new Set(['AWS::Serverless::Function', 'AWS::Lambda::Function'])

const pseudo: Record<string, string> = {
  'AWS::Region': region,
  'AWS::AccountId': accountId,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stackName,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
}

export class Scope {
  readonly resources = new Map<string, Resource>()
  readonly mappings: Tree | undefined
  readonly conditions: Map<string, Tree>
  /** Conditions and names that are being worked out, so that one within itself is told. */
  readonly inside = new Set<string>()
  /** How a function of this template is called here; set once intrinsics can be resolved. */
  functionName: (resource: Resource) => string = ({ id }) => id
  readonly #parameters: Map<string, Tree>
  readonly #given: Record<string, string>

  constructor(template: Tree, given: Record<string, string>) {
    this.#parameters = membersOf(member(template, 'Parameters'))
    this.#given = given
    this.mappings = member(template, 'Mappings')
    this.conditions = membersOf(member(template, 'Conditions'))
    for (const [id, tree] of membersOf(member(template, 'Resources')))
      this.resources.set(id, {
        id,
        tree,
        type: textOf(member(tree, 'Type')) ?? '',
        properties: member(tree, 'Properties'),
      })
  }

  /** What `Ref` gives. Undefined for `AWS::NoValue`. */
  ref(name: string, at: Tree, told: Told): Tree | undefined {
    if (name === 'AWS::NoValue') return undefined
    const known = pseudo[name] ?? (name === 'AWS::NotificationARNs' ? [] : undefined)
    if (known !== undefined) return treeOf(known, at)
    if (this.#parameters.has(name)) return this.#parameter(name, at, told)
    const resource = this.resources.get(name)
    if (resource !== undefined && functionTypes.has(resource.type)) return treeOf(this.functionName(resource), at)
    const [owner, property] = name.split('.') as [string, string?]
    if (property === 'Alias' || property === 'Version') return this.attribute(owner, 'Arn', at, told)
    this.#placeholder(name, name, resource, at, told)
    return treeOf(name, at)
  }

  /** What `Fn::GetAtt` gives. */
  attribute(name: string, attribute: string, at: Tree, told: Told): Tree {
    const resource = this.resources.get(name)
    if (resource !== undefined && functionTypes.has(resource.type) && attribute === 'Arn')
      return treeOf(functionArn(this.functionName(resource)), at)
    const placeholder = `${name}.${attribute}`
    this.#placeholder(name, placeholder, resource, at, told)
    return treeOf(placeholder, at)
  }

  /** What is wrong with the values that were given for parameters, each a sentence. */
  parameterProblems(): string[] {
    return Object.entries(this.#given).flatMap(([name, value]) => {
      const declared = this.#parameters.get(name)
      if (declared === undefined) return `The template has no parameter ${name}, for which a value was given.`
      const allowed = textsOf(member(declared, 'AllowedValues'))
      if (allowed.length === 0 || allowed.includes(value)) return []
      return `The parameter ${name} was given "${value}", and may be ${allowed.join(', ')}.`
    })
  }

  #parameter(name: string, at: Tree, told: Told): Tree {
    const declared = this.#parameters.get(name)!
    const type = textOf(member(declared, 'Type')) ?? 'String'
    const fallback = member(declared, 'Default')
    const value = this.#given[name] ?? textOf(fallback)
    if (value === undefined && fallback === undefined) {
      told.push(noteAt(at, `the parameter ${name} has no Default and no value was given, and "${name}" stands for it`))
      return treeOf(name, at)
    }
    if (type.startsWith('AWS::SSM::Parameter::Value') && this.#given[name] === undefined)
      told.push(
        noteAt(
          at,
          `the parameter ${name} is kept in Parameter Store, which is not asked: its key "${value}" stands for it`,
        ),
      )
    if (!/^(CommaDelimitedList|(AWS::SSM::Parameter::Value<)?List<)/.test(type)) return treeOf(value ?? '', at)
    const texts =
      this.#given[name] === undefined && Array.isArray(fallback?.value)
        ? itemsOf(fallback).map((item) => textOf(item) ?? '')
        : (value ?? '').split(',').map((part) => part.trim())
    return treeOf(
      texts.filter((text) => text !== ''),
      at,
    )
  }

  #placeholder(name: string, text: string, resource: Resource | undefined, at: Place, told: Told): void {
    if (resource !== undefined) {
      told.push(noteAt(at, `there is no ${name} (${resource.type}) here, and "${text}" stands for it`))
      return
    }
    const made = this.#madeBySam(name)
    const why = made ? `there is no ${name} here` : `the template has nothing that is called ${name}`
    told.push(noteAt(at, `${why}, and "${text}" stands for it`))
  }

  /** Resources that SAM makes of others, such as the role of a function. */
  #madeBySam(name: string): boolean {
    if (/^Serverless(RestApi|HttpApi|DeploymentApplication)/.test(name)) return true
    return [...this.resources.keys()].some((id) => name.startsWith(id))
  }
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`
}

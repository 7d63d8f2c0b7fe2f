// A plan of Terraform as JSON (`terraform show -json`): its resources, with what the configuration says that they refer to.
import { itemsOf, member, membersOf, textOf, type Tree } from '../tree.ts'

/** `references`: by argument, the addresses that the configuration names, nearest first; within the same module. */
export type PlannedResource = {
  address: string
  module: string
  type: string
  values: Tree | undefined
  references: Map<string, string[]>
  tree: Tree
}

/** Planned resources, and data sources that were read before. */
export function resourcesOf(plan: Tree): PlannedResource[] {
  const configured = configurationOf(member(plan, 'configuration', 'root_module'), '')
  const found = new Map<string, PlannedResource>()
  for (const root of [
    member(plan, 'prior_state', 'values', 'root_module'),
    member(plan, 'planned_values', 'root_module'),
  ])
    collect(root, configured, found)
  // What is in the state alone is about to go.
  const planned = new Map<string, PlannedResource>()
  collect(member(plan, 'planned_values', 'root_module'), configured, planned)
  return [...found.values()].filter(
    ({ address, tree }) => planned.has(address) || textOf(member(tree, 'mode')) === 'data',
  )
}

function collect(module: Tree | undefined, configured: Map<string, Tree>, found: Map<string, PlannedResource>): void {
  const own = textOf(member(module, 'address')) ?? ''
  for (const tree of itemsOf(member(module, 'resources'))) {
    const address = textOf(member(tree, 'address')) ?? ''
    found.set(address, {
      address,
      module: own,
      type: textOf(member(tree, 'type')) ?? '',
      values: member(tree, 'values'),
      references: referencesOf(configured.get(withoutKeys(address))),
      tree,
    })
  }
  for (const child of itemsOf(member(module, 'child_modules'))) collect(child, configured, found)
}

/** Resources of the configuration by address, modules within modules with theirs. */
function configurationOf(module: Tree | undefined, prefix: string): Map<string, Tree> {
  const found = new Map<string, Tree>()
  for (const resource of itemsOf(member(module, 'resources')))
    found.set(`${prefix}${textOf(member(resource, 'address')) ?? ''}`, resource)
  for (const [name, call] of membersOf(member(module, 'module_calls')))
    for (const [address, resource] of configurationOf(member(call, 'module'), `${prefix}module.${name}.`))
      found.set(address, resource)
  return found
}

function referencesOf(configured: Tree | undefined): Map<string, string[]> {
  return new Map(
    [...membersOf(member(configured, 'expressions'))].map(([name, expression]) => [
      name,
      itemsOf(member(expression, 'references')).flatMap((reference) => textOf(reference) ?? []),
    ]),
  )
}

/** `aws_lambda_function.fn["a"]` is configured once, without its key. */
export function withoutKeys(address: string): string {
  return address.replace(/\[[^\]]*\]/g, '')
}

/** The resources that an argument of another refers to. */
export function referredTo(resource: PlannedResource, argument: string, all: PlannedResource[]): PlannedResource[] {
  const prefix = resource.module === '' ? '' : `${withoutKeys(resource.module)}.`
  const wanted = (resource.references.get(argument) ?? []).map((reference) => `${prefix}${withoutKeys(reference)}`)
  return all.filter((other) => wanted.includes(withoutKeys(other.address)))
}

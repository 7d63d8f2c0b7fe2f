// What Globals give every function and API, merged as SAM does: maps merge, lists are joined, anything else is replaced.
import { member, membersOf, type Tree } from '../tree.ts'
import type { Resource } from './scope.ts'

const sections: Record<string, string> = {
  'AWS::Serverless::Function': 'Function',
  'AWS::Serverless::Api': 'Api',
  'AWS::Serverless::HttpApi': 'HttpApi',
}

/** The properties of a resource with those that Globals have for its type. */
export function withGlobals(
  { type, properties }: Pick<Resource, 'type' | 'properties'>,
  template: Tree,
): Tree | undefined {
  const section = sections[type]
  const globals = section === undefined ? undefined : member(template, 'Globals', section)
  if (globals === undefined) return properties
  return properties === undefined ? globals : merged(globals, properties)
}

function merged(global: Tree, own: Tree): Tree {
  if (Array.isArray(global.value) && Array.isArray(own.value)) return { ...own, value: [...global.value, ...own.value] }
  if (!(global.value instanceof Map) || !(own.value instanceof Map)) return own
  // An intrinsic is one value, and is not mixed with members of a map.
  if (isIntrinsic(global) || isIntrinsic(own)) return own
  const members = new Map(global.value)
  for (const [key, value] of own.value) {
    const before = members.get(key)
    members.set(key, before === undefined ? value : merged(before, value))
  }
  return { ...own, value: members }
}

/** `Ref` or `Fn::` with its argument. */
export function isIntrinsic(tree: Tree): boolean {
  const [key] = membersOf(tree).keys()
  return key !== undefined && membersOf(tree).size === 1 && (key === 'Ref' || key.startsWith('Fn::'))
}

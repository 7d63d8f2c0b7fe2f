// Values of a template as CloudFormation would work them out: references, joins, conditions.
import { noteAt } from '../draft.ts'
import { itemsOf, member, membersOf, plain, textOf, treeOf, type Tree } from '../tree.ts'
import type { Scope, Told } from './scope.ts'

type Intrinsic = (argument: Tree, scope: Scope, told: Told) => Tree | undefined

/** Undefined where the value is `AWS::NoValue` or cannot be told; what is done otherwise is added to `told`. */
export function resolve(tree: Tree | undefined, scope: Scope, told: Told): Tree | undefined {
  if (tree === undefined) return undefined
  const { value } = tree
  if (Array.isArray(value)) return { ...tree, value: value.flatMap((item) => resolve(item, scope, told) ?? []) }
  if (!(value instanceof Map)) return tree
  const [only] = value
  if (value.size === 1 && only !== undefined) {
    const [key, argument] = only
    const intrinsic = intrinsics[key]
    if (intrinsic !== undefined) {
      const given = intrinsic({ ...argument, line: tree.line }, scope, told)
      return given === undefined ? undefined : { ...given, line: tree.line, file: tree.file }
    }
    if (key.startsWith('Fn::')) {
      told.push(noteAt(tree, `${key} is not worked out here, and the value is left out`))
      return undefined
    }
  }
  const members = new Map<string, Tree>()
  for (const [key, inside] of value) {
    const resolved = resolve(inside, scope, told)
    if (resolved !== undefined) members.set(key, resolved)
  }
  return { ...tree, value: members }
}

/** Whether a condition of the template holds; one that is not there, or is within itself, does not, and that is told. */
export function holds(name: string, at: Tree, scope: Scope, told: Told): boolean {
  const condition = scope.conditions.get(name)
  const key = `condition ${name}`
  if (condition === undefined || scope.inside.has(key)) {
    const why = condition === undefined ? `there is no condition ${name}` : `the condition ${name} depends on itself`
    told.push(noteAt(at, `${why}, and it counts as false`))
    return false
  }
  scope.inside.add(key)
  try {
    return isTrue(condition, scope, told)
  } finally {
    scope.inside.delete(key)
  }
}

function isTrue(tree: Tree | undefined, scope: Scope, told: Told): boolean {
  if (tree === undefined) return false
  const [only] = membersOf(tree)
  if (only !== undefined && membersOf(tree).size === 1) {
    const [key, argument] = only
    if (key === 'Condition') return holds(textOf(argument) ?? '', tree, scope, told)
    if (key === 'Fn::Not') return !isTrue(itemsOf(argument)[0], scope, told)
    if (key === 'Fn::And') return itemsOf(argument).every((item) => isTrue(item, scope, told))
    if (key === 'Fn::Or') return itemsOf(argument).some((item) => isTrue(item, scope, told))
    if (key === 'Fn::Equals') {
      const [left, right] = itemsOf(argument).map((item) => resolve(item, scope, told))
      return left !== undefined && right !== undefined && sameText(left, right)
    }
  }
  return textOf(resolve(tree, scope, told)) === 'true'
}

function sameText(left: Tree, right: Tree): boolean {
  const [a, b] = [textOf(left), textOf(right)]
  return a === undefined || b === undefined ? JSON.stringify(plain(left)) === JSON.stringify(plain(right)) : a === b
}

const truth: Intrinsic = () => undefined

const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, scope, told) => scope.ref(textOf(argument) ?? '', argument, told),
  'Fn::GetAtt': (argument, scope, told) => {
    const parts = Array.isArray(argument.value)
      ? itemsOf(argument).map((part) => textOf(resolve(part, scope, told)) ?? '')
      : (textOf(argument) ?? '').split('.')
    return scope.attribute(parts[0] ?? '', parts.slice(1).join('.'), argument, told)
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope, told) => {
    const [separator, list] = itemsOf(argument)
    const parts = resolve(list, scope, told)
    return treeOf(
      itemsOf(parts)
        .map((part) => textOf(part) ?? '')
        .join(textOf(separator) ?? ''),
      argument,
    )
  },
  'Fn::If': (argument, scope, told) => {
    const [name, yes, no] = itemsOf(argument)
    return resolve(holds(textOf(name) ?? '', argument, scope, told) ? yes : no, scope, told)
  },
  'Fn::FindInMap': (argument, scope, told) => {
    const [map, top, second, otherwise] = itemsOf(argument)
    const keys = [map, top, second].map((key) => textOf(resolve(key, scope, told)) ?? '')
    const found = member(scope.mappings, ...keys) ?? resolve(member(otherwise, 'DefaultValue'), scope, told)
    if (found === undefined)
      told.push(noteAt(argument, `the mappings have no ${keys.join('.')}, and the value is left out`))
    return found
  },
  'Fn::Select': (argument, scope, told) => {
    const [index, list] = itemsOf(argument)
    const at = textOf(resolve(index, scope, told))
    const found = itemsOf(resolve(list, scope, told))[Number(at)]
    if (found === undefined) told.push(noteAt(argument, `Fn::Select finds no item ${at}, and the value is left out`))
    return found
  },
  'Fn::Split': (argument, scope, told) => {
    const [separator, text] = itemsOf(argument)
    const whole = textOf(resolve(text, scope, told)) ?? ''
    return treeOf(whole.split(textOf(separator) ?? ','), argument)
  },
  'Fn::Base64': (argument, scope, told) =>
    treeOf(Buffer.from(textOf(resolve(argument, scope, told)) ?? '').toString('base64'), argument),
  'Fn::ImportValue': (argument, scope, told) => {
    const name = textOf(resolve(argument, scope, told)) ?? ''
    told.push(noteAt(argument, `${name} is exported by another stack, and its name stands for it`))
    return treeOf(name, argument)
  },
  // In conditions alone; there they are worked out above.
  'Fn::Equals': truth,
  'Fn::And': truth,
  'Fn::Or': truth,
  'Fn::Not': truth,
}

/** Both forms: a text, or a text with names of its own. */
function substitute(argument: Tree, scope: Scope, told: Told): Tree {
  const [template, own] = Array.isArray(argument.value) ? itemsOf(argument) : [argument]
  const text = (textOf(template) ?? '').replace(/\$\{([^}]*)\}/g, (whole, inside: string) => {
    if (inside.startsWith('!')) return `\${${inside.slice(1)}}`
    const name = inside.trim()
    const given = member(own, name)
    if (given !== undefined) return textOf(resolve(given, scope, told)) ?? ''
    const dot = name.indexOf('.')
    const resolved =
      dot < 0 || name.startsWith('AWS::')
        ? scope.ref(name, argument, told)
        : scope.attribute(name.slice(0, dot), name.slice(dot + 1), argument, told)
    return resolved === undefined ? '' : (textOf(resolved) ?? whole)
  })
  return treeOf(text, argument)
}

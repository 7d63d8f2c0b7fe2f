// CORS of APIs and function URLs in the words of function.json.
import type { Cors } from '@playground/protocol'
import { flag, itemsOf, member, numeric, plain, textOf, textsOf, type Tree } from '../tree.ts'

const all = ['*']

/** HTTP APIs and function URLs: lists; `true` lets anything in. */
export function httpCors(tree: Tree | undefined): Cors | undefined {
  if (tree === undefined || tree.value === false || tree.value === null) return undefined
  if (textOf(tree) === 'true') return { allowOrigins: all, allowMethods: all, allowHeaders: all }
  const cors: Record<string, unknown> = {}
  for (const [theirs, ours] of [
    ['AllowOrigins', 'allowOrigins'],
    ['AllowMethods', 'allowMethods'],
    ['AllowHeaders', 'allowHeaders'],
    ['ExposeHeaders', 'exposeHeaders'],
  ] as const) {
    const list = member(tree, theirs)
    if (list !== undefined) cors[ours] = Array.isArray(list.value) ? itemsOf(list).map(plain) : textsOf(list)
  }
  const [credentials, maxAge] = [member(tree, 'AllowCredentials'), member(tree, 'MaxAge')]
  if (credentials !== undefined) cors['allowCredentials'] = flag(credentials)
  if (maxAge !== undefined) cors['maxAge'] = numeric(maxAge)
  return cors
}

/** REST APIs of SAM: a text is an origin; members are texts within single quotes, with commas. */
export function restCors(tree: Tree | undefined): Cors | undefined {
  if (tree === undefined || tree.value === false || tree.value === null) return undefined
  const origin = textOf(tree)
  if (origin !== undefined) return { allowOrigins: [unquoted(origin)] }
  const cors: Record<string, unknown> = {}
  for (const [theirs, ours] of [
    ['AllowOrigin', 'allowOrigins'],
    ['AllowMethods', 'allowMethods'],
    ['AllowHeaders', 'allowHeaders'],
    ['ExposeHeaders', 'exposeHeaders'],
  ] as const) {
    const text = textOf(member(tree, theirs))
    if (text !== undefined)
      cors[ours] = unquoted(text)
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
  }
  const [credentials, maxAge] = [member(tree, 'AllowCredentials'), textOf(member(tree, 'MaxAge'))]
  if (credentials !== undefined) cors['allowCredentials'] = flag(credentials)
  if (maxAge !== undefined) cors['maxAge'] = numeric({ ...tree, value: unquoted(maxAge) })
  return cors
}

function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/s, '$1')
}

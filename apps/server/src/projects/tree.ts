// What a file holds, with the line of each value, so that whatever is said of it names its place.

export type Place = { file: string; line?: number | undefined }
type Scalar = string | number | boolean | null

/** `line` is that of the key, for a value that has one; counts from 1. */
export type Tree = { value: Scalar | Tree[] | Map<string, Tree>; file: string; line: number }

/** Members of a map by name; none where it is no map. */
export function membersOf(tree: Tree | undefined): Map<string, Tree> {
  return tree?.value instanceof Map ? tree.value : new Map<string, Tree>()
}

/** Items of a list; none where it is no list. */
export function itemsOf(tree: Tree | undefined): Tree[] {
  return Array.isArray(tree?.value) ? tree.value : []
}

/** A single value is a list of one, as many properties have it. */
export function oneOrMore(tree: Tree | undefined): Tree[] {
  return tree === undefined ? [] : Array.isArray(tree.value) ? tree.value : [tree]
}

export function member(tree: Tree | undefined, ...path: string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((inside, key) => membersOf(inside).get(key), tree)
}

/** A scalar as text, as a variable gets it; undefined for null, lists and maps. */
export function textOf(tree: Tree | undefined): string | undefined {
  const value = tree?.value
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

/** Texts of a list or of a single value; what is no text is left out. */
export function textsOf(tree: Tree | undefined): string[] {
  return oneOrMore(tree).flatMap((item) => textOf(item) ?? [])
}

/** A number, also where it is written as text; anything else stays what it is, for the check to tell. */
export function numeric(tree: Tree): unknown {
  const text = textOf(tree)
  return typeof tree.value !== 'boolean' && text !== undefined && /^-?\d+(\.\d+)?$/.test(text.trim())
    ? Number(text)
    : plain(tree)
}

/** A flag, also where it is written as text; anything else stays what it is. */
export function flag(tree: Tree): unknown {
  const text = textOf(tree)?.toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : plain(tree)
}

/** The value without places. */
export function plain(tree: Tree): unknown {
  const { value } = tree
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inside]) => [key, plain(inside)]))
  return Array.isArray(value) ? value.map(plain) : value
}

/** A plain value as a tree, all of it at one place. */
export function treeOf(value: unknown, { file, line }: { file: string; line: number }): Tree {
  if (Array.isArray(value)) return { value: value.map((item) => treeOf(item, { file, line })), file, line }
  if (typeof value === 'object' && value !== null)
    return {
      value: new Map(Object.entries(value).map(([key, inside]) => [key, treeOf(inside, { file, line })])),
      file,
      line,
    }
  return { value: (value ?? null) as Scalar, file, line }
}

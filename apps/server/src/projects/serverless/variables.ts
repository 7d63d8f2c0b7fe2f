// Variables of the Serverless Framework, `${self:custom.name, 'otherwise'}`, worked out as far as they need nothing but the project.
import { realpath } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { accountId } from '@playground/protocol'
import { region, type Told } from '../cloudformation/scope.ts'
import { noteAt } from '../draft.ts'
import { ProjectProblem, type ReadOptions } from '../project.ts'
import { readJson } from '../read-json.ts'
import { readYaml } from '../read-yaml.ts'
import { readSource } from '../source-file.ts'
import { itemsOf, member, membersOf, textOf, treeOf, type Tree } from '../tree.ts'

/** Expressions that are worked out for one project: a few lines that name each other could ask for any number. */
const limit = 20_000
/** An innermost expression: there is no other within it. */
const innermost = /\$\{((?:[^${}]|\$(?!\{))*)\}/
/** What the framework takes for one; anything else, such as `${AWS::Region}`, is left for CloudFormation. */
const source =
  /^\s*(?:(?:self|opt|param|env|sls|aws|cf|ssm|s3|git|terraform|vault|doppler|output|custom)(?:\([^)]*\))?(?:\.[\w-]+)?:|file\(|strToBool\()/

export class Variables {
  readonly #root: Tree
  readonly #folder: string
  readonly #file: string
  readonly #given: Record<string, string>
  readonly #readFrom: Set<string>
  readonly #inside = new Set<string>()
  readonly #files = new Map<string, Tree>()
  #count = 0

  constructor(root: Tree, folder: string, options: ReadOptions, readFrom: Set<string>) {
    this.#root = root
    this.#file = root.file
    this.#folder = folder
    this.#given = options.parameters ?? {}
    this.#readFrom = readFrom
  }

  /** With every expression worked out; one that cannot be stands as it is, and why is added to `told`. */
  async resolve(tree: Tree | undefined, told: Told): Promise<Tree | undefined> {
    if (tree === undefined) return undefined
    const { value } = tree
    if (typeof value === 'string') return value.includes('${') ? this.#text(tree, value, told) : tree
    if (Array.isArray(value)) {
      const items: Tree[] = []
      for (const item of value) {
        const resolved = await this.resolve(item, told)
        if (resolved !== undefined) items.push(resolved)
      }
      return { ...tree, value: items }
    }
    if (!(value instanceof Map)) return tree
    const members = new Map<string, Tree>()
    for (const [key, inside] of value) {
      const resolved = await this.resolve(inside, told)
      if (resolved !== undefined) members.set(key, resolved)
    }
    return { ...tree, value: members }
  }

  /** What is at this path of the file, worked out. */
  async at(path: string, told: Told = []): Promise<Tree | undefined> {
    return this.#self(path, this.#root, told)
  }

  async stage(): Promise<string> {
    return this.#given['stage'] ?? textOf(await this.at('provider.stage')) ?? 'dev'
  }

  async #text(tree: Tree, given: string, told: Told): Promise<Tree | undefined> {
    const left: string[] = []
    const keep = (expression: string) => `\0${left.push(expression) - 1}\0`
    const restored = (text: string) => {
      let whole = text
      for (let at = left.length - 1; at >= 0; at -= 1) whole = whole.replaceAll(`\0${at}\0`, () => left[at]!)
      return whole
    }
    let text = given
    for (let found = innermost.exec(text); found !== null; found = innermost.exec(text)) {
      const [whole, inside] = found as unknown as [string, string]
      const known = source.test(inside)
      const resolved = known ? await this.#expression(restored(inside), tree, told) : undefined
      if (resolved !== undefined && whole === text) return { ...resolved, line: tree.line, file: tree.file }
      const put = resolved === undefined ? undefined : (textOf(resolved) ?? (resolved.value === null ? '' : undefined))
      if (known && put === undefined && resolved === undefined)
        told.push(
          noteAt(
            tree,
            `${restored(whole)} is not known here, and stands as it is${whole.startsWith('${env:') ? ': your environment is no part of the project. Give the function’s variable with --env-vars, or in function.json' : ''}`,
          ),
        )
      text = text.slice(0, found.index) + (put ?? keep(whole)) + text.slice(found.index + whole.length)
      if (text.length > 65_536) this.#refuse(tree, 'variables make a text of more than 65536 characters')
    }
    return treeOf(restored(text), tree)
  }

  /** The first of its parts that has a value; undefined where none has. */
  async #expression(inside: string, at: Tree, told: Told): Promise<Tree | undefined> {
    this.#count += 1
    if (this.#count > limit) this.#refuse(at, `there are more than ${limit} variables to be worked out`)
    for (const part of partsOf(inside)) {
      const value = await this.#part(part, at, told)
      if (value !== undefined && value.value !== null) return value
    }
    return undefined
  }

  async #part(part: string, at: Tree, told: Told): Promise<Tree | undefined> {
    const literal = literalOf(part)
    if (literal !== undefined) return treeOf(literal, at)
    const file = /^file\(([^)]*)\)(?::(.*))?$/.exec(part)
    if (file !== null) return this.#fromFile(file[1]!.trim(), file[2], at, told)
    const flag = /^strToBool\(([^)]*)\)$/.exec(part)
    if (flag !== null) return treeOf(/^['"]?(true|1)['"]?$/i.test(flag[1]!.trim()), at)
    const [kind, name] = [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1).trim()]
    if (kind === 'self') return this.#self(name, at, told)
    if (kind === 'opt') return this.#given[name] === undefined ? undefined : treeOf(this.#given[name], at)
    if (kind === 'param') return this.#param(name, at, told)
    if (kind === 'sls' && name === 'stage') return treeOf(await this.stage(), at)
    if (kind === 'sls' && name === 'instanceId') return treeOf('local', at)
    if (kind === 'aws' && name === 'region') return treeOf(region, at)
    if (kind === 'aws' && name === 'accountId') return treeOf(accountId, at)
    return undefined
  }

  async #param(name: string, at: Tree, told: Told): Promise<Tree | undefined> {
    if (this.#given[name] !== undefined) return treeOf(this.#given[name], at)
    const own = await this.#self(`params.${await this.stage()}.${name}`, at, told)
    return own ?? this.#self(`params.default.${name}`, at, told)
  }

  async #self(path: string, at: Tree, told: Told): Promise<Tree | undefined> {
    if (this.#inside.has(path)) this.#refuse(at, `\${self:${path}} depends on itself`)
    this.#inside.add(path)
    try {
      return await this.#below(this.#root, path, told)
    } finally {
      this.#inside.delete(path)
    }
  }

  /** Each step may itself be an expression. */
  async #below(tree: Tree, path: string, told: Told): Promise<Tree | undefined> {
    let inside: Tree | undefined = tree
    for (const key of path.split('.').filter((step) => step !== '')) {
      if (typeof inside?.value === 'string') inside = await this.resolve(inside, told)
      inside = Array.isArray(inside?.value) ? itemsOf(inside)[Number(key)] : member(inside, key)
    }
    return this.resolve(inside, told)
  }

  async #fromFile(given: string, path: string | undefined, at: Tree, told: Told): Promise<Tree | undefined> {
    const wanted = resolve(this.#folder, given)
    const file = await realpath(wanted).catch(() => undefined)
    if (file === undefined) return undefined
    if (!`${file}${sep}`.startsWith(`${this.#folder}${sep}`)) {
      told.push(noteAt(at, `${given} is outside of the project, and is not read`))
      return undefined
    }
    const kind = extname(file)
    if (!['.yml', '.yaml', '.json'].includes(kind)) {
      told.push(noteAt(at, `${given} is no YAML and no JSON, and is not run`))
      return undefined
    }
    let tree = this.#files.get(file)
    if (tree === undefined) {
      const text = await readSource(file, this.#readFrom)
      tree = kind === '.json' ? readJson(text, file) : readYaml(text, file)
      this.#files.set(file, tree)
    }
    const key = `${file}:${path ?? ''}`
    if (this.#inside.has(key)) this.#refuse(at, `\${file(${given})} depends on itself`)
    this.#inside.add(key)
    try {
      return await this.#below(tree, path ?? '', told)
    } finally {
      this.#inside.delete(key)
    }
  }

  #refuse({ file, line }: Tree, why: string): never {
    throw new ProjectProblem(`${file || this.#file}:${line}:1: ${why}. Put it right.`)
  }
}

/** Parts of an expression between commas, but for those within quotes or brackets. */
function partsOf(inside: string): string[] {
  return (inside.match(/(?:'[^']*'|"[^"]*"|\([^)]*\)|[^,'"(])+/g) ?? []).map((part) => part.trim()).filter(Boolean)
}

function literalOf(part: string): unknown {
  const quotes = /^(['"])(.*)\1$/s.exec(part)
  if (quotes !== null) return quotes[2]
  if (part === 'true' || part === 'false') return part === 'true'
  if (/^-?\d+(\.\d+)?$/.test(part)) return Number(part)
  return undefined
}

/** Whether there is anything in it besides null. */
export function isGiven(tree: Tree | undefined): tree is Tree {
  return tree !== undefined && tree.value !== null && !(tree.value instanceof Map && membersOf(tree).size === 0)
}

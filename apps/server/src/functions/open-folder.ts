// Which folders may be opened as a function.
import { readdir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join, sep } from 'node:path'
import { StartProblem } from '../config.ts'

const signs = ['bootstrap', 'function.json', 'index.mjs', 'index.js', 'index.cjs']

/** The real path of a folder of functions; throws a StartProblem that says why it may not be opened. */
export async function mayBeOpened(folder: string, dataFolder: string): Promise<string> {
  const real = await realpath(folder).catch(() => undefined)
  if (real === undefined || !(await stat(real)).isDirectory()) {
    throw new StartProblem(
      `${folder} is no folder. Give the folder that holds the function's bootstrap or handler, or a project such as a template.yaml.`,
    )
  }
  const home = await realpath(homedir()).catch(() => homedir())
  const data = await realpath(dataFolder).catch(() => dataFolder)
  if (real === sep || real === home)
    throw new StartProblem(`${folder} is too much to open. Give the folder of one function, or of a project.`)
  if (basename(real).startsWith('.'))
    throw new StartProblem(`${folder} is a hidden folder, and those are not opened. Move the function elsewhere.`)
  if (real === data || real.startsWith(data + sep) || data.startsWith(real + sep)) {
    throw new StartProblem(
      `${folder} overlaps the data directory ${data}. Move the function elsewhere, or choose another --data-dir.`,
    )
  }
  return real
}

/** Throws a StartProblem for a folder in which nothing says that it is a function. */
export async function mustHoldFunction(folder: string): Promise<void> {
  const names = new Set(await readdir(folder))
  if (!signs.some((sign) => names.has(sign))) {
    throw new StartProblem(
      `${folder} holds no function and no project: none of ${signs.join(', ')} is in it, and no template.yaml, serverless.yml, cdk.out, Cargo.toml for Lambda or Terraform plan. Add a bootstrap, a handler or a function.json.`,
    )
  }
}

/** The path of a file within a folder; undefined where it, or a link on its way, leaves the folder. */
export async function within(folder: string, path: string): Promise<string | undefined> {
  const parts = path.split('/')
  if (
    path === '' ||
    path.includes('\0') ||
    path.includes('\\') ||
    parts.some((part) => part === '' || part === '.' || part === '..')
  )
    return undefined
  const full = join(folder, ...parts)
  let existing = full
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const real = await realpath(existing).catch(() => undefined)
    if (real !== undefined) return real === existing ? full : undefined
    existing = join(folder, ...parts.slice(0, depth - 1))
  }
  return full
}

// Node.js functions run on the Node.js that runs this: by AWS's aws-lambda-ric where it is among their modules, else by our runtime.
import { join } from 'node:path'
import { isFile, namesIn } from '../is-there.ts'
import { first, textOf } from './files.ts'
import { otherVersion, placesIn, type ManagedRuntime, type NoRuntime, type RuntimeInput } from './managed-runtime.ts'

/** Those that Node.js loads, in the order in which Lambda tries them. */
const extensions = ['', '.js', '.mjs', '.cjs']
const typescript = ['.ts', '.mts', '.cts', '.tsx']

export async function chooseNodejs(input: RuntimeInput): Promise<ManagedRuntime | NoRuntime> {
  const { folder, handler, identifier, runtimesFolder } = input
  const stem = stemOf(handler)
  const source = await fileWith(folder, stem, extensions)
  const unbuilt = source === undefined ? await fileWith(folder, stem, typescript) : undefined
  if (unbuilt !== undefined)
    return {
      problem: `The handler is in ${unbuilt}, and Lambda runs JavaScript: set "build" to a command that makes it, such as "npx esbuild ${unbuilt} --bundle --platform=node --outfile=dist/${stem}.js", and "output" to its folder.`,
    }
  const toolchain = `Node.js ${process.versions.node}`
  const notes = otherVersion(identifier, toolchain)
  const found = await first(placesIn(input), (place) => ricIn(place, place === folder ? '' : 'nodejs'))
  const usable = found?.usable === true ? found : undefined
  if (found !== undefined && usable === undefined)
    notes.push(
      `aws-lambda-ric in ${found.folder} was not built for this machine (dist/rapid-client.node is missing): the playground’s own runtime runs the function.`,
    )
  const client =
    usable === undefined
      ? { name: 'Node.js runtime of the playground', by: 'playground' as const }
      : { name: 'aws-lambda-ric', ...usable.version, by: 'aws' as const }
  // Ours asks `_HANDLER`.
  const script = usable === undefined ? [join(runtimesFolder, 'nodejs', 'bootstrap.mjs')] : [usable.bin, handler]
  return {
    managed: { words: [process.execPath, ...script], client, toolchain },
    notes,
    ...(source === undefined ? {} : { source }),
  }
}

/** `path/to/file` of `path/to/file.export`. */
function stemOf(handler: string): string {
  const slash = handler.lastIndexOf('/')
  return handler.slice(0, slash + 1) + handler.slice(slash + 1).split('.')[0]
}

async function fileWith(folder: string, stem: string, endings: readonly string[]): Promise<string | undefined> {
  return first(endings, async (ending) => ((await isFile(join(folder, stem + ending))) ? stem + ending : undefined))
}

type Ric = { folder: string; bin: string; version: { version?: string }; usable: boolean }

/** Its native half is made when it is installed; a package without it cannot start. */
async function ricIn(place: string, below: string): Promise<Ric | undefined> {
  const folder = join(place, below, 'node_modules', 'aws-lambda-ric')
  const text = await textOf(join(folder, 'package.json'))
  if (text === undefined) return undefined
  const { version, bin } = partsOf(text)
  if (bin === undefined) return undefined
  const native = (await Promise.all(['dist', 'build/Release'].map((one) => namesIn(join(folder, one))))).flat()
  const usable = native.some((name) => name.endsWith('.node')) && (await isFile(join(folder, bin)))
  return { folder, bin: join(folder, bin), version: version === undefined ? {} : { version }, usable }
}

function partsOf(text: string): { version?: string | undefined; bin?: string | undefined } {
  try {
    const { version, bin } = JSON.parse(text) as { version?: unknown; bin?: unknown }
    const script = typeof bin === 'string' ? bin : (bin as Record<string, unknown> | undefined)?.['aws-lambda-ric']
    return {
      version: typeof version === 'string' ? version : undefined,
      bin: typeof script === 'string' ? script : undefined,
    }
  } catch {
    return {}
  }
}

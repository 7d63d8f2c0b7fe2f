// Python functions run on a Python of this machine: by AWS's awslambdaric where it can be imported, else by our runtime.
import { basename, join } from 'node:path'
import { versionInRuntime } from '@playground/protocol'
import { isFile, isFolder, namesIn } from '../is-there.ts'
import { first, textOf } from './files.ts'
import { otherVersion, type ManagedRuntime, type NoRuntime, type RuntimeInput } from './managed-runtime.ts'
import { answerOf, programsNamed } from './programs.ts'

/** `sites`: where its own packages are. */
type Python = { program: string; version: string; sites: string[] }

/** One line each: version, program, folders of packages. A version manager's name on PATH leads to the program itself. */
const question =
  'import sys, sysconfig; p = sysconfig.get_path; print("%d.%d.%d" % sys.version_info[:3], sys.executable, p("purelib"), p("platlib"), sep="\\n")'

export async function choosePython(input: RuntimeInput): Promise<ManagedRuntime | NoRuntime> {
  const { identifier, folder, layers, handler, runtimesFolder, path } = input
  const python = (await virtualIn(folder)) ?? (await installed(versionInRuntime(identifier), path))
  if (python === undefined)
    return {
      problem: `${identifier} needs Python 3, and there is none on the PATH: install it (python.org, apt-get install python3, brew install python), and start the playground again.`,
    }
  const minor = python.version.split('.').slice(0, 2).join('.')
  const ofLayers = layers
    .toReversed()
    .flatMap((layer) => [join(layer, `python/lib/python${minor}/site-packages`), join(layer, 'python')])
  const found = await first([folder, ...ofLayers, ...python.sites], (place) => clientIn(place, minor))
  const usable = found?.usable === true ? found : undefined
  const toolchain = `Python ${python.version}`
  const notes = otherVersion(identifier, toolchain)
  if (found !== undefined && usable === undefined)
    notes.push(
      `awslambdaric in ${found.place} was built for another Python or another machine, and ${toolchain} cannot load it: the playground’s own runtime runs the function.`,
    )
  const client =
    usable === undefined
      ? { name: 'Python runtime of the playground', by: 'playground' as const }
      : { name: 'awslambdaric', ...usable.version, by: 'aws' as const }
  const how = usable === undefined ? [join(runtimesFolder, 'python', 'bootstrap.py')] : ['-m', 'awslambdaric']
  const source = await sourceOf(folder, handler)
  return {
    managed: { words: [python.program, ...how, handler], client, toolchain },
    notes,
    ...(source === undefined ? {} : { source }),
  }
}

/** The exact version's program, then the usual ones. */
async function installed(version: string | undefined, path: string): Promise<Python | undefined> {
  const names = [...(version === undefined ? [] : [`python${version}`]), 'python3', 'python']
  return first(names, async (name) =>
    first(await programsNamed(name, path), async (program) => {
      const [found, itself, ...sites] =
        (await answerOf(program, ['-I', '-c', question], path))?.trim().split('\n') ?? []
      if (found === undefined || itself === undefined || !/^3\.\d+\.\d+$/.test(found)) return undefined
      return { program: itself, version: found, sites: [...new Set(sites)] }
    }),
  )
}

/** The function's own virtual environment, as it says itself what it is. Its program is not asked: it may be anybody's. */
async function virtualIn(folder: string): Promise<Python | undefined> {
  return first(['.venv', 'venv'], async (name) => {
    const place = join(folder, name)
    const version = /^version(?:_info)?\s*=\s*(3\.\d+\.\d+)/m.exec((await textOf(join(place, 'pyvenv.cfg'))) ?? '')?.[1]
    const program = join(place, 'bin/python')
    if (version === undefined || !(await isFile(program))) return undefined
    const minor = version.split('.').slice(0, 2).join('.')
    return { program, version, sites: [join(place, `lib/python${minor}/site-packages`)] }
  })
}

type Found = { place: string; version: { version?: string }; usable: boolean }

/** Its native half is a file beside it that names the Python and the system which it was built for. */
async function clientIn(place: string, minor: string): Promise<Found | undefined> {
  if (!(await isFolder(join(place, 'awslambdaric')))) return undefined
  const names = await namesIn(place)
  const version = names.map((name) => /^awslambdaric-(.+)\.dist-info$/.exec(name)?.[1]).find((one) => one !== undefined)
  const built = `.cpython-${minor.replace('.', '')}-`
  const system = process.platform === 'darwin' ? 'darwin' : `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux`
  const usable = names.some(
    (name) => name.startsWith('runtime_client.') && name.includes(built) && name.includes(system),
  )
  return { place, version: version === undefined ? {} : { version }, usable }
}

/** `dir/file.function` and `package.module.function`: a module's file, or its package's. */
async function sourceOf(folder: string, handler: string): Promise<string | undefined> {
  const module = handler.slice(0, Math.max(0, handler.lastIndexOf('.'))).replaceAll('.', '/')
  if (basename(module) === '') return undefined
  return first([`${module}.py`, `${module}/__init__.py`], async (file) =>
    (await isFile(join(folder, file))) ? file : undefined,
  )
}

// Ruby functions run on a Ruby of this machine: by AWS's gem aws_lambda_ric where it is installed, else by our runtime.
import { join } from 'node:path'
import { versionInRuntime } from '@playground/protocol'
import { isFile, namesIn } from '../is-there.ts'
import { first } from './files.ts'
import { otherVersion, type ManagedRuntime, type NoRuntime, type RuntimeInput } from './managed-runtime.ts'
import { answerOf, programsNamed } from './programs.ts'

/** `abi`: as folders of gems are called, such as `3.4.0`. `gems`: folders of its own gems. */
type Ruby = { program: string; version: string; abi: string; gems: string[] }

/** One line each: version, program, ABI, folders of gems. */
const question = 'require "rbconfig"; puts RUBY_VERSION, RbConfig.ruby, RbConfig::CONFIG["ruby_version"], Gem.path'

export async function chooseRuby(input: RuntimeInput): Promise<ManagedRuntime | NoRuntime> {
  const { identifier, folder, layers, handler, runtimesFolder, path } = input
  const ruby = await installed(versionInRuntime(identifier), path)
  if (ruby === undefined)
    return {
      problem: `${identifier} needs Ruby, and there is none on the PATH: install it (ruby-lang.org, apt-get install ruby, brew install ruby), and start the playground again.`,
    }
  const places = [
    join(folder, 'vendor/bundle/ruby', ruby.abi),
    ...layers.toReversed().map((layer) => join(layer, 'ruby/gems', ruby.abi)),
    ...ruby.gems,
  ]
  const gem = await first(places, gemIn)
  const toolchain = `Ruby ${ruby.version}`
  const client =
    gem === undefined
      ? { name: 'Ruby runtime of the playground', by: 'playground' as const }
      : { name: 'aws_lambda_ric', version: gem.version, by: 'aws' as const }
  const how =
    gem === undefined
      ? [join(runtimesFolder, 'ruby', 'bootstrap.rb')]
      : ['-I', join(gem.folder, 'lib'), join(gem.folder, 'bin', 'aws_lambda_ric')]
  const source = `${handler.split('.')[0]}.rb`
  return {
    managed: { words: [ruby.program, ...how, handler], client, toolchain },
    notes: otherVersion(identifier, toolchain),
    ...((await isFile(join(folder, source))) ? { source } : {}),
  }
}

/** The exact version's program, as Debian calls it, then the usual one. */
async function installed(version: string | undefined, path: string): Promise<Ruby | undefined> {
  const names = [...(version === undefined ? [] : [`ruby${version}`]), 'ruby']
  return first(names, async (name) =>
    first(await programsNamed(name, path), async (program) => {
      const lines = (await answerOf(program, ['-e', question], path))?.trim().split('\n') ?? []
      const [found, itself, abi, ...gems] = lines
      if (found === undefined || itself === undefined || abi === undefined || !/^\d+\.\d+/.test(found)) return undefined
      return { program: itself, version: found, abi, gems }
    }),
  )
}

/** The newest version in a folder of gems. */
async function gemIn(place: string): Promise<{ folder: string; version: string } | undefined> {
  const versions = (await namesIn(join(place, 'gems'))).flatMap((name) => /^aws_lambda_ric-(.+)$/.exec(name)?.[1] ?? [])
  const newest = versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  return first(newest, async (version) => {
    const folder = join(place, 'gems', `aws_lambda_ric-${version}`)
    return (await isFile(join(folder, 'bin/aws_lambda_ric'))) ? { folder, version } : undefined
  })
}

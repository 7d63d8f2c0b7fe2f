// Java functions run on a JDK of this machine: by AWS's runtime interface client where it is among their jars, else by our runtime.
import { dirname, join } from 'node:path'
import { versionInRuntime } from '@playground/protocol'
import { isFile, namesIn } from '../is-there.ts'
import { first } from './files.ts'
import {
  isVersion,
  otherVersion,
  placesIn,
  type ManagedRuntime,
  type NoRuntime,
  type RuntimeInput,
} from './managed-runtime.ts'
import { answerOf, programsNamed } from './programs.ts'

type Java = { home: string; version: string }

/** As on Lambda: what starts soon is worth more than what runs for days. Text is UTF-8 also where Java is older than 18. */
const flags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dfile.encoding=UTF-8']
const clientJar = /^aws-lambda-java-runtime-interface-client-(\d[\w.]*)\.jar$/
const clientClass = 'com.amazonaws.services.lambda.runtime.api.client.AWSLambda'

export async function chooseJava(input: RuntimeInput): Promise<ManagedRuntime | NoRuntime> {
  const { identifier, path, handler } = input
  const java = await installed(versionInRuntime(identifier), path)
  if (java === undefined)
    return {
      problem: `${identifier} needs Java 11 or newer, and there is none on the PATH: install a JDK (adoptium.net, apt-get install openjdk-17-jdk-headless, brew install openjdk), and start the playground again.`,
    }
  const toolchain = `Java ${java.version}`
  const version = await clientIn(input)
  if (version === undefined && !(await isFile(join(java.home, 'bin/javac'))))
    return {
      problem: `${toolchain} in ${java.home} has no compiler, which the playground’s own runtime needs: install a JDK, or put com.amazonaws:aws-lambda-java-runtime-interface-client among the function’s jars.`,
    }
  const client =
    version === undefined
      ? { name: 'Java runtime of the playground', by: 'playground' as const }
      : { name: 'aws-lambda-java-runtime-interface-client', version, by: 'aws' as const }
  const main = version === undefined ? 'Bootstrap' : clientClass
  const source = await sourceOf(input)
  return {
    managed: { words: [join(java.home, 'bin/java'), ...flags, main, handler], client, toolchain },
    notes: otherVersion(identifier, toolchain),
    ...(source === undefined ? {} : { source }),
  }
}

/** The first on PATH, or one that is installed next to it and is the version that was asked for. */
async function installed(version: string | undefined, path: string): Promise<Java | undefined> {
  const usual = await first(await programsNamed('java', path), (program) => javaOf(program, path))
  if (usual === undefined || version === undefined || isVersion(usual.version, version)) return usual
  const beside = dirname(usual.home)
  const named = new RegExp(`(^|\\D)${version}(\\D|$)`)
  const others = (await namesIn(beside)).filter((name) => named.test(name))
  const exact = await first(others, async (name) => {
    const other = await javaOf(join(beside, name, 'bin/java'), path)
    return other !== undefined && isVersion(other.version, version) ? other : undefined
  })
  return exact ?? usual
}

/** Older than 11 has no HTTP client of its own. */
async function javaOf(program: string, path: string): Promise<Java | undefined> {
  const answer = (await answerOf(program, ['-XshowSettings:properties', '-version'], path)) ?? ''
  const home = /^\s*java\.home = (.+)$/m.exec(answer)?.[1]
  const version = /^\s*java\.version = (\d\S*)$/m.exec(answer)?.[1]
  if (home === undefined || version === undefined || Number.parseInt(version, 10) < 11) return undefined
  return { home, version }
}

/** Its version, where it is on the class path that the process gets. */
async function clientIn(input: RuntimeInput): Promise<string | undefined> {
  const folders = placesIn(input).flatMap((place) =>
    place === input.folder ? [place, join(place, 'lib'), join(place, 'dependency')] : [join(place, 'java/lib')],
  )
  return first(folders, async (folder) => {
    const version = (await namesIn(folder)).map((name) => clientJar.exec(name)?.[1]).find((one) => one !== undefined)
    return version
  })
}

/** Where the usual tools have it: in folders of its package, below one of theirs or none. */
async function sourceOf({ folder, handler }: RuntimeInput): Promise<string | undefined> {
  const path = `${handler.split('::')[0]!.split('$')[0]!.replaceAll('.', '/')}.java`
  return first(['', 'src/main/java/', 'src/'], async (below) =>
    (await isFile(join(folder, below + path))) ? below + path : undefined,
  )
}

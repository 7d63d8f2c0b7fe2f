// Which command builds a function, and where what it builds goes: as `sam build` would, with the toolchain of this machine.
import { join, relative, resolve } from 'node:path'
import { binariesOf, readManifest, workspaceFolder } from '../cargo/manifest.ts'
import type { Draft } from '../draft.ts'
import { quoted } from '../shell-words.ts'
import { isFile, namesIn } from '../../is-there.ts'
import { sourceIfAny } from '../source-file.ts'
import { member, textOf, type Tree } from '../tree.ts'
import { esbuildBuild, sourceOfHandler } from './esbuild.ts'
import { noteMissingPackages } from './missing-packages.ts'
import { rustBuild } from './rust.ts'

/** `id`: what a makefile calls it. `root`: the project's folder. `metadata`: of the resource, worked out. */
export type BuildPlace = { id: string; root: string; metadata?: Tree | undefined; buildFolder: string | undefined }

/** Sets `build` and `output`; a function that has no build gets notes on what is missing. Nothing is run. */
export async function planBuild(draft: Draft, place: BuildPlace): Promise<void> {
  if (draft.inline !== undefined || draft.problems.length > 0) return
  const method = methodOf(draft, place.metadata)
  if (method === 'none') return
  const output = join(place.buildFolder ?? '', draft.name)
  const command = await commandOf(draft, method, place, output)
  if (command === undefined) return noteUnbuilt(draft, place.root)
  if (place.buildFolder === undefined) {
    draft.note(draft.place, `It would be built by ${command.split(' ')[0]}, and there is no folder for what is built.`)
    return
  }
  draft.set('build', `mkdir -p ${quoted(output)} && ${command}`, draft.place, 'The build')
  draft.set('output', output, draft.place, 'The output')
  if (method === 'esbuild' || method.startsWith('node')) await noteMissingPackages(draft, place.root)
}

function methodOf(draft: Draft, metadata: Tree | undefined): string {
  if (textOf(member(metadata, 'SkipBuild'))?.toLowerCase() === 'true') return 'none'
  return textOf(member(metadata, 'BuildMethod')) ?? draft.textOf('runtime') ?? ''
}

/** Undefined where there is nothing to build. */
async function commandOf(
  draft: Draft,
  method: string,
  { id, metadata, root }: BuildPlace,
  output: string,
): Promise<string | undefined> {
  const out = quoted(output)
  const names = await namesIn(draft.folder)
  if (method === 'makefile') return makefileBuild(draft, id, member(metadata, 'WorkingDirectory'), output)
  if (method === 'esbuild') return esbuildBuild(draft, root, output, member(metadata, 'BuildProperties'))
  if (method === 'rust-cargolambda')
    return rustBinary(draft, textOf(member(metadata, 'BuildProperties', 'Binary')), output)
  if (method === 'go1.x') {
    if (names.some((name) => name.endsWith('.go')))
      return `go build -tags lambda.norpc -o ${quoted(join(output, 'bootstrap'))} .`
    draft.note(draft.place, `It is built by go, and there is no file of Go in ${draft.folder}.`)
    return undefined
  }
  if (method.startsWith('dotnet') && names.some((name) => /\.(cs|fs|vb)proj$/.test(name)))
    return `dotnet publish --nologo -v quiet -c Release -p:GenerateRuntimeConfigurationFiles=true -o ${out}`
  if (method.startsWith('java')) return javaBuild(draft, names, output)
  if (!/^(nodejs|python|ruby|provided|dotnet|$)/.test(method))
    draft.note(draft.place, `The build method ${method} is not known here: its folder is run as it is.`)
  return undefined
}

function makefileBuild(draft: Draft, id: string, working: Tree | undefined, output: string): string {
  const words = ['make', `build-${id}`, `ARTIFACTS_DIR=${output}`]
  const given = textOf(working)
  if (given !== undefined)
    words.splice(1, 0, '-C', given, '-f', relative(resolve(draft.folder, given), join(draft.folder, 'Makefile')))
  return words.map(quoted).join(' ')
}

async function rustBinary(draft: Draft, given: string | undefined, output: string): Promise<string | undefined> {
  const file = join(draft.folder, 'Cargo.toml')
  const names = (await isFile(file)) ? await binariesOf(await readManifest(file)) : []
  const handler = draft.textOf('handler')
  const binary = given ?? names.find((name) => name === handler) ?? (names.length === 1 ? names[0] : undefined)
  if (binary !== undefined) return rustBuild(binary, await workspaceFolder(draft.folder), output)
  draft.problem(
    draft.place,
    names.length === 0
      ? `It is built by cargo, and ${draft.folder} holds no Cargo.toml with a binary.`
      : `It is built by cargo, which has several binaries: ${names.join(', ')}. Name one in BuildProperties.Binary.`,
  )
  return undefined
}

/** Classes and resources go to the folder, what they depend on to `lib` in it: that is the class path on Lambda. */
async function javaBuild(draft: Draft, names: string[], output: string): Promise<string | undefined> {
  const lib = quoted(join(output, 'lib'))
  if (names.includes('pom.xml'))
    return [
      'mvn -q -DskipTests package dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/dependency',
      `cp -R target/classes/. ${quoted(output)}`,
      `if [ -d target/dependency ]; then mkdir -p ${lib} && cp -R target/dependency/. ${lib}; fi`,
    ].join(' && ')
  const script = names.find((name) => /^build\.gradle(\.kts)?$/.test(name))
  if (script === undefined) return undefined
  if (!/\bbuildZip\b/.test((await sourceIfAny(join(draft.folder, script))) ?? '')) {
    draft.note(
      draft.place,
      `Of Gradle's projects those are built that have a task buildZip, as Lambda's guide has it; ${script} has none.`,
    )
    return undefined
  }
  const gradle = names.includes('gradlew') ? './gradlew' : 'gradle'
  return `${gradle} -q buildZip && unzip -qo build/distributions/*.zip -d ${quoted(output)}`
}

/** What stands in the way of a function that is run as its folder is. */
async function noteUnbuilt(draft: Draft, root: string): Promise<void> {
  const runtime = draft.textOf('runtime') ?? ''
  if (runtime.startsWith('provided') || runtime === 'go1.x') {
    if (await isFile(join(draft.folder, 'bootstrap'))) return
    const names = await namesIn(draft.folder)
    const how = names.some((name) => name.endsWith('.go')) ? ', as with go build -o bootstrap' : ''
    draft.note(draft.place, `There is no bootstrap in ${draft.folder} yet. Build it there${how}.`)
  }
  if (runtime.startsWith('nodejs')) {
    const source = await sourceOfHandler(draft.folder, draft.textOf('handler'))
    if (source !== undefined && /\.[mc]?tsx?$/.test(source)) {
      draft.problem(
        draft.place,
        `Its handler is ${source}, which Node.js does not run on Lambda. Have it built: with Metadata, BuildMethod: esbuild.`,
      )
      return
    }
  }
  await noteMissingPackages(draft, root)
}

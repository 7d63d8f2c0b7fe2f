// .NET functions run on the .NET of this machine, by AWS's Amazon.Lambda.RuntimeSupport, which their build puts beside them.
import { join } from 'node:path'
import { versionInRuntime } from '@playground/protocol'
import { isFile } from '../is-there.ts'
import { first, textOf } from './files.ts'
import { isVersion, otherVersion, type ManagedRuntime, type NoRuntime, type RuntimeInput } from './managed-runtime.ts'
import { answerOf, programsNamed } from './programs.ts'

const client = 'Amazon.Lambda.RuntimeSupport'

export async function chooseDotnet(input: RuntimeInput): Promise<ManagedRuntime | NoRuntime> {
  const { identifier, folder, handler, path } = input
  const dotnet = await installed(versionInRuntime(identifier), path)
  if (dotnet === undefined)
    return {
      problem: `${identifier} needs .NET, and there is no dotnet on the PATH: install it (dotnet.microsoft.com), and start the playground again.`,
    }
  const assembly = handler.split('::')[0]!
  const file = (name: string) => join(folder, name)
  const started = await isFile(file(`${assembly}.dll`))
  if (!started || !(await isFile(file(`${assembly}.runtimeconfig.json`))))
    return {
      problem: `${folder} has no ${started ? `${assembly}.runtimeconfig.json, which says that the program can be started` : `${assembly}.dll`}: set "build" to "dotnet publish -o publish" and "output" to "publish"${started ? ', and GenerateRuntimeConfigurationFiles to true in the project file' : ''}.`,
    }
  if (!(await isFile(file(`${client}.dll`))))
    return {
      problem: `${folder} has no ${client}.dll, the client that speaks the Runtime API: run "dotnet add package ${client}", and build the function again.`,
    }
  const toolchain = `.NET ${dotnet.version}`
  const version = await versionOf(file(`${assembly}.deps.json`))
  // A program starts its own client; a class library is loaded by the client.
  const how = handler.includes('::')
    ? [
        'exec',
        '--depsfile',
        file(`${assembly}.deps.json`),
        '--runtimeconfig',
        file(`${assembly}.runtimeconfig.json`),
        file(`${client}.dll`),
        handler,
      ]
    : [file(`${assembly}.dll`)]
  return {
    managed: { words: [dotnet.program, ...how], client: { name: client, ...version, by: 'aws' }, toolchain },
    notes: otherVersion(identifier, toolchain),
  }
}

/** Its runtimes; of several the one that was asked for, else the last. */
async function installed(
  version: string | undefined,
  path: string,
): Promise<{ program: string; version: string } | undefined> {
  return first(await programsNamed('dotnet', path), async (program) => {
    const answer = (await answerOf(program, ['--list-runtimes'], path)) ?? ''
    const versions = [...answer.matchAll(/^Microsoft\.NETCore\.App (\d+\.\d+\S*)/gm)].map((match) => match[1]!)
    const found = versions.findLast((one) => version !== undefined && isVersion(one, version)) ?? versions.at(-1)
    return found === undefined ? undefined : { program, version: found }
  })
}

async function versionOf(depsFile: string): Promise<{ version?: string }> {
  const text = await textOf(depsFile)
  const version = text === undefined ? undefined : new RegExp(`"${client}/([^"]+)"`).exec(text)?.[1]
  return version === undefined ? {} : { version }
}

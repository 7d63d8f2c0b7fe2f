// Which playground an invocation goes to: one that runs and has the function, or one of its own.
import { rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import { Connection, PlaygroundProblem } from '../client/connection.ts'
import { Watching } from '../client/watching.ts'
import { byItself, StartProblem, type Serve, type ServeOptions } from '../config.ts'
import { parseFunctionName } from '../invoke-api/function-name.ts'
import { defaultDataFolder } from '../persistence/data-folder.ts'
import { ownerOf } from '../persistence/lock.ts'
import { functionsAtHand, realPath } from './at-hand.ts'
import type { Context } from './command.ts'
import { nearest } from './nearest.ts'
import { temporaryFolder } from './temporary-folder.ts'

export type Wanted = Pick<ServeOptions, 'variables' | 'parameters'> & {
  /** Undefined: the one function that is at hand. */
  name: string | undefined
  /** A folder or a project's file; undefined: the current directory, where it holds a function. */
  given: string | undefined
  dataFolder: string | undefined
  /** Never one that runs already. */
  own: boolean
}

export type Found = {
  connection: Connection
  /** The function's name there. */
  name: string
  definition: FunctionDefinition
  /** Which playground it is, in a line. */
  which: string
  own: boolean
  /** Takes down what was started for this, and leaves nothing. */
  close(why: string): Promise<void>
}

/** Rejects with a PlaygroundProblem or a StartProblem. */
export async function findPlayground(wanted: Wanted, context: Context): Promise<Found> {
  const running = wanted.own ? undefined : await runningWith(wanted, context)
  return running ?? startOwn(wanted, context)
}

async function runningWith(wanted: Wanted, { variables, platform, folder }: Context): Promise<Found | undefined> {
  const dataFolder = wanted.dataFolder ?? defaultDataFolder(variables, platform)
  const owner = ownerOf(dataFolder)
  if (owner === undefined || owner.ports.people === 0) return undefined
  const at = resolve(folder, wanted.given ?? '.')
  const hand = await functionsAtHand(at, dataFolder)
  const name = wanted.name ?? (hand?.functions.length === 1 ? hand.functions[0]!.name : undefined)
  if (name === undefined) return undefined
  const connection = new Connection({ host: '127.0.0.1', port: owner.ports.people, token: owner.token })
  const known = await functionsOf(connection).catch(() => undefined)
  const definition = named(known ?? [], name)
  const bare = parseFunctionName(name)?.name ?? name
  const here =
    wanted.given !== undefined || hand?.functions.some((one) => one.name === bare || one.id === bare) === true
  if (definition === undefined || (here && !(await isAt(definition, hand?.path ?? (await realPath(at)))))) {
    connection.close()
    return undefined
  }
  return {
    connection,
    name: definition.name,
    definition,
    which: `asks the playground at http://127.0.0.1:${owner.ports.people}/`,
    own: false,
    close: () => Promise.resolve(connection.close()),
  }
}

async function isAt({ folder, project }: FunctionDefinition, path: string): Promise<boolean> {
  const places = [folder, project?.file, project === undefined ? undefined : dirname(project.file)]
  for (const place of places) if (place !== undefined && (await realPath(place)) === path) return true
  return false
}

async function startOwn(wanted: Wanted, { serve, folder, variables, platform }: Context): Promise<Found> {
  const given = wanted.given === undefined ? undefined : resolve(folder, wanted.given)
  const users = wanted.dataFolder ?? defaultDataFolder(variables, platform)
  const at = given ?? (await functionsAtHand(folder, users))?.path
  const dataFolder = wanted.dataFolder ?? temporaryFolder()
  if (dataFolder === undefined) throw new StartProblem('No temporary folder can be made. Give one with --data-dir DIR.')
  const remove = () => {
    if (wanted.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true })
  }
  try {
    const { connection, stop } = await serveOwn(serve, wanted, at, dataFolder)
    const close = async (why: string) => {
      connection.close()
      await stop(why)
      remove()
    }
    try {
      const definition = choose(await functionsOf(connection), wanted.name, at)
      const where = at === undefined ? 'with the examples alone' : `for ${at}`
      return {
        connection,
        name: definition.name,
        definition,
        which: `runs a playground of its own ${where}`,
        own: true,
        close,
      }
    } catch (problem) {
      await close('the function is not there')
      throw problem
    }
  } catch (problem) {
    remove()
    throw problem
  }
}

async function serveOwn(
  serve: Serve,
  { variables, parameters }: Wanted,
  at: string | undefined,
  dataFolder: string,
): Promise<{ connection: Connection; stop: (why: string) => Promise<void> }> {
  const served = await serve({
    ...byItself,
    port: 0,
    dataFolder,
    folders: at === undefined ? [] : [at],
    ...(variables === undefined ? {} : { variables }),
    ...(parameters === undefined ? {} : { parameters }),
  })
  const port = Number(new URL(served.address).port)
  return { connection: new Connection({ host: '127.0.0.1', port, token: undefined }), stop: (why) => served.close(why) }
}

async function functionsOf(connection: Connection): Promise<FunctionDefinition[]> {
  const { session } = await Watching.begin(connection)
  return Object.values(session.state.functions)
}

/** By its name in any form, or by what its project calls it. */
function named(functions: readonly FunctionDefinition[], given: string): FunctionDefinition | undefined {
  const bare = parseFunctionName(given)?.name ?? given
  return functions.find(({ name }) => name === bare) ?? functions.find(({ project }) => project?.id === bare)
}

function choose(
  functions: readonly FunctionDefinition[],
  given: string | undefined,
  at: string | undefined,
): FunctionDefinition {
  const own = functions.filter(({ shipped }) => !shipped)
  const names = functions.map(({ name }) => name)
  if (given === undefined) {
    if (own.length === 1) return own[0]!
    throw new PlaygroundProblem(
      own.length === 0
        ? 'Name the function, or run this in the folder of one.'
        : `Name one of the functions: ${own.map(({ name }) => name).join(', ')}.`,
    )
  }
  const found = named(functions, given)
  if (found !== undefined) return found
  const meant = nearest(given, names)
  throw new PlaygroundProblem(
    `There is no function ${given}${at === undefined ? ', and this folder holds none' : ` in ${at}`}.${meant === undefined ? '' : ` Do you mean ${meant}?`} There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`,
  )
}

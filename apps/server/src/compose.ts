// The one file that knows every part: it puts them together, opens the listeners, and takes everything down again.
import { randomBytes } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import { join } from 'node:path'
import { systemClock } from './clock.ts'
import { idleMs, isLoopback, keptMs, version, type Served, type ServeOptions } from './config.ts'
import { createControlApi } from './control-api/control-api.ts'
import { Environments } from './environment/environments.ts'
import { openCallers } from './emulator/callers.ts'
import { openRuntimeAddress } from './emulator/runtime-address.ts'
import { openQueue } from './event-queue/open-queue.ts'
import { openFunctions } from './functions/functions.ts'
import { guardPeople, type GuardOptions } from './http/guard.ts'
import { createListener, listen } from './http/listen.ts'
import { HttpCalls } from './http-calls/http-calls.ts'
import { peopleApp } from './http/people.ts'
import { functionUrls } from './invoke-api/function-url/function-urls.ts'
import { httpApis } from './invoke-api/http-api/http-apis.ts'
import { lambdaService } from './invoke-api/lambda-service.ts'
import { defaultDataFolder } from './persistence/data-folder.ts'
import { openJournal } from './persistence/journal.ts'
import { openPage, openPort } from './open-port.ts'
import { attachMount } from './mounts/attach.ts'
import { bareMount } from './mounts/bare.ts'
import { peerOf } from './mounts/peer.ts'
import { Telemetry } from './telemetry-api/telemetry.ts'
import { createProcessHost } from './process/process-host.ts'
import { Runs } from './runs/runs.ts'
import { createStream } from './stream/stream.ts'

/** `home`: the folder that holds apps, examples and the built page. */
export async function serve(options: ServeOptions, home: string): Promise<Served> {
  const closers: (() => unknown)[] = []
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    return await open(options, home, closers, closeAll)
  } catch (problem) {
    await closeAll()
    throw problem
  }
}

async function open(
  options: ServeOptions,
  home: string,
  closers: (() => unknown)[],
  closeAll: () => Promise<void>,
): Promise<Served> {
  const { allowHosts, allowOrigins } = options
  const clock = systemClock
  const dataFolder = options.dataFolder ?? defaultDataFolder(process.env, process.platform)
  let reason = 'the playground was stopped'
  const journal = await openJournal({ dataFolder, clock, version })
  closers.push(() => journal.close(reason))
  const { recorder } = journal
  const { emulator } = options
  if (emulator !== undefined) recorder.watch(emulator.log)
  let prepare: ((name: string) => void) | undefined
  const functions = await openFunctions({
    folders: [...options.folders],
    shippedFolder: join(home, 'examples'),
    dataFolder,
    recorder,
    command: emulator?.function,
    tell: options.tell,
    defined: (name) => prepare?.(name),
    parameters: options.parameters,
  })
  closers.push(() => functions.close())
  const runtimesFolder = join(home, 'apps', 'server', 'runtimes')
  const host = createProcessHost({
    recorder,
    clock,
    dataFolder,
    runtimesFolder,
    variablesOf: ({ name, version, project }) => ({
      ...functions.variablesOf(name, version),
      ...options.variables?.all,
      ...options.variables?.of[project?.id ?? name],
      ...options.variables?.of[name],
    }),
  })
  await host.sweep()
  closers.push(() => host.close())

  const gates = {}
  const telemetry = new Telemetry(clock, recorder)
  recorder.watch(telemetry.watch)
  closers.push(() => telemetry.close())
  let attachPort = 0
  const first = emulator === undefined ? undefined : await openRuntimeAddress(emulator.runtimeApi)
  closers.push(() => first?.close())
  const environments = new Environments({
    clock,
    record: recorder.record,
    functions,
    host,
    telemetry,
    listen: async (environment) => {
      const mount = bareMount({ recorder, gates, telemetry }, environment, first?.allowHosts)
      return first?.take(mount) ?? listen(createListener('runtime', mount), 0, '127.0.0.1')
    },
    attachPort: () => attachPort,
    idleMs: emulator === undefined ? idleMs : keptMs,
    turnMs: emulator?.turnMs,
  })

  const attach = attachMount({
    recorder,
    gates,
    telemetry,
    attach: (name, instance) => environments.attach(name, instance),
    allowHosts,
    peer: peerOf,
  })
  const attachListener = await openPort(
    attach,
    'runtime',
    options.runtimeApiPort,
    options.runtimeApiHost ?? '127.0.0.1',
    '--runtime-api-port',
  )
  closers.push(() => attachListener.close())
  attachPort = attachListener.port
  const attachAddress = `127.0.0.1:${attachPort}`

  const token = options.token ?? (isLoopback(options.host) ? undefined : randomBytes(24).toString('base64url'))
  const guard: GuardOptions = {
    allowHosts: [...allowHosts, options.host],
    allowOrigins,
    token,
  }
  const events = await openQueue({ dataFolder, clock, recorder, functions, environments })
  closers.push(() => events.close())
  recorder.watch(events.queue.watch)
  const byHttp = { recorder, gates, clock, functions, environments, allowHosts, allowOrigins }
  const byHttpHost = options.functionUrlHost ?? '127.0.0.1'
  const urlListener = await openPort(
    functionUrls(byHttp),
    'people',
    options.functionUrlPort,
    byHttpHost,
    '--function-url-port',
  )
  closers.push(() => urlListener.close())
  const functionUrlAddress = `127.0.0.1:${urlListener.port}`
  const apiListener = await openPort(httpApis(byHttp), 'people', options.apiPort, byHttpHost, '--api-port')
  closers.push(() => apiListener.close())
  const apiAddress = `127.0.0.1:${apiListener.port}`
  const stream = createStream({
    journal,
    clock,
    version,
    attachAddress: () => attachAddress,
    functionUrlAddress: () => functionUrlAddress,
    apiAddress: () => apiAddress,
  })
  const httpCalls = new HttpCalls(() => urlListener.port)
  let peoplePort = 0
  const runs = new Runs({
    clock,
    recorder,
    target: () => ({ port: peoplePort, host: isLoopback(options.host) ? options.host : '127.0.0.1', token }),
  })
  const service = lambdaService({
    recorder,
    gates,
    clock,
    functions,
    environments,
    events: events.queue,
    files: functions,
    versions: functions,
    functionUrlAddress: () => functionUrlAddress,
  })
  const app = peopleApp({
    guard,
    lambdaService: service,
    controlApi: createControlApi({
      journal,
      files: functions,
      list: {
        build: (name) => functions.build(name),
        create: (template, name) => functions.create(template, name),
        open: (folder) => functions.open(folder),
        examples: () => functions.examples(),
        openExample: (name) => functions.openExample(name),
        async remove(name) {
          const removed = await functions.remove(name)
          if (removed) await environments.remove(name, 'the function was taken off the list')
          return removed
        },
      },
      runs: {
        knows: (name) => functions.get(name) !== undefined,
        start: (plan) => runs.start(plan),
        stop: (run) => runs.stop(run),
      },
      httpCalls: {
        knows: (name) => functions.get(name) !== undefined,
        call: (name, call) => httpCalls.call(name, call),
      },
      environments,
      health: () => ({ status: 'ok', version }),
    }),
    pageFolder: join(home, 'apps', 'web', 'dist'),
  })
  const people = options.port === undefined ? undefined : await openPage(app, options.port, options)
  peoplePort = people?.port ?? 0
  closers.push(() => people?.close())
  closers.push(() => runs.close())
  closers.push(() => httpCalls.close())
  // Sockets of pages end first: the listener closes only when nobody is left.
  closers.push(() => stream.close())
  people?.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const refused = guardPeople(request, guard)
    if (refused === undefined) stream.upgrade(request, socket, head)
    else
      socket.end(
        `HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
  })
  const callers = emulator === undefined ? undefined : await openCallers(service, emulator.invoke)
  closers.push(() => callers?.close())
  closers.push(() => environments.stop(reason))
  closers.push(() => events.queue.stop())
  prepare = (name) => environments.prepare(name)
  for (const { name } of functions.list()) prepare(name)
  events.start()
  const { port: functionUrlPort } = urlListener
  const { port: apiPort } = apiListener
  journal.announce({ people: peoplePort, runtimeApi: attachPort, functionUrls: functionUrlPort, apis: apiPort }, token)

  const shownHost = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host
  return {
    address: people ? `http://${shownHost}:${people.port}/${token === undefined ? '' : `?token=${token}`}` : '',
    invokeAddress: callers?.address,
    attachAddress,
    functionUrlAddress,
    apiAddress,
    hasRoutes: functions.list().some(({ calling }) => calling.routes.length > 0),
    functions: functions.list().map(({ name }) => name),
    projects: functions.projects(),
    close: async (why) => {
      reason = why
      await closeAll()
    },
  }
}

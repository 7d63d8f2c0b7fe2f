// What the parts around a runtime cost: extensions, telemetry, freeze and thaw, many environments, a subscriber that is slow.
import { readFileSync } from 'node:fs'
import { drive } from './drive.ts'
import { functionFolder, type FunctionFolder } from './function-folder.ts'
import { manyEnvironments } from './many-environments.ts'
import { playground } from './program.ts'
import { median, ratio, type Row } from './row.ts'
import { slowSubscriber } from './slow-subscriber.ts'

const rounds = 5
/** Calls far enough apart that each finds everybody waiting. */
const pacedMs = 700
const pacedPerSecond = 20
const closeMs = 700
const echo = 'export const handler = async (event) => event\n'

export async function lifecycle(): Promise<Row[]> {
  return [
    ...(await extensionsAndSubscribers()),
    ...(await freezeAndThaw()),
    ...(await manyEnvironments()),
    ...(await slowSubscriber()),
  ]
}

/** The same function with so many extensions that take INVOKE, or subscribe to telemetry. */
function withExtensions(takes: 'invoke' | 'telemetry', count: number): FunctionFolder {
  const words = takes === 'invoke' ? ['invoke'] : ['telemetry', 'platform,function,extension', '0']
  const extensions = Object.fromEntries(Array.from({ length: count }, (_, index) => [`extension-${index + 1}`, words]))
  return functionFolder(`${takes}-${count}`, echo, { freeze: false, concurrency: 1 }, extensions)
}

async function extensionsAndSubscribers(): Promise<Row[]> {
  const plain = functionFolder('plain', echo, { freeze: false, concurrency: 1 })
  const kinds = [
    { name: 'invoke-1', told: '1 extension', folder: withExtensions('invoke', 1) },
    { name: 'invoke-3', told: '3 extensions', folder: withExtensions('invoke', 3) },
    { name: 'telemetry-1', told: '1 telemetry subscriber', folder: withExtensions('telemetry', 1) },
    { name: 'telemetry-3', told: '3 telemetry subscribers', folder: withExtensions('telemetry', 3) },
  ]
  const folders = [plain, ...kinds.map(({ folder }) => folder)]
  const host = await playground(...folders.map(({ folder }) => folder))
  const measure = async (name: string) => {
    const url = `http://127.0.0.1:${host.port}/2015-03-31/functions/${name}/invocations`
    const { medianMs } = await drive(url, 1, pacedMs, pacedPerSecond)
    const { perSecond } = await drive(url, 1, closeMs)
    return { medianMs, readyMs: 1000 / perSecond }
  }
  for (const name of ['plain', ...kinds.map((kind) => kind.name)]) {
    await host.call(name)
    await measure(name)
  }
  const latency = kinds.map((): [number, number][] => [])
  const ready = kinds.map((): [number, number][] => [])
  for (let round = 0; round < rounds; round += 1) {
    const none = await measure('plain')
    for (const [index, { name }] of kinds.entries()) {
      const some = await measure(name)
      latency[index]!.push([some.medianMs, none.medianMs])
      ready[index]!.push([some.readyMs, none.readyMs])
    }
  }
  const delivered = await host.entries('"type":"telemetry.delivered"')
  for (const { name } of kinds.filter((kind) => kind.name.startsWith('telemetry')))
    if (!delivered.some(({ of }) => of['function'] === name)) throw new Error(`${name} was sent no telemetry`)
  await host.end()
  for (const { remove } of folders) remove()
  return kinds.flatMap(({ told }, index) => [
    ratio(`latency of one with ${told}, over none`, latency[index]!, undefined),
    ratio(`time until the environment is ready again with ${told}, over none`, ready[index]!, undefined),
  ])
}

/** Beyond the time after which an environment that rests is frozen. */
const pauseMs = 100
const callsOfRound = 12

async function freezeAndThaw(): Promise<Row[]> {
  const name = 'one that finds its environment frozen, over one that finds it warm'
  if (process.platform !== 'linux')
    return [
      { name, value: 'skipped', spread: 'whether a process is stopped is read on Linux', goal: '', met: undefined },
    ]
  const handler = 'export const handler = async () => process.pid\n'
  const folders = [
    functionFolder('frozen', handler, { concurrency: 1 }),
    functionFolder('warm', handler, { concurrency: 1, freeze: false }),
  ]
  const host = await playground(...folders.map(({ folder }) => folder))
  const pids = { frozen: (await host.call('frozen')) as number, warm: (await host.call('warm')) as number }
  /** Nothing where the environment was not as it should be. */
  const timed = async (kind: 'frozen' | 'warm'): Promise<number[]> => {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    if (isStopped(pids[kind]) !== (kind === 'frozen')) return []
    const from = performance.now()
    await host.call(kind)
    return [performance.now() - from]
  }
  const pairs: [number, number][] = []
  for (let round = 0; round < rounds; round += 1) {
    const frozen: number[] = []
    const warm: number[] = []
    for (let made = 0; made < callsOfRound; made += 1) {
      frozen.push(...(await timed('frozen')))
      warm.push(...(await timed('warm')))
    }
    if (Math.min(frozen.length, warm.length) < callsOfRound / 2)
      throw new Error(
        `of ${callsOfRound} calls, ${frozen.length} found their environment frozen and ${warm.length} warm`,
      )
    pairs.push([median(frozen), median(warm)])
  }
  await host.end()
  for (const { remove } of folders) remove()
  return [ratio(name, pairs, undefined)]
}

function isStopped(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')
}

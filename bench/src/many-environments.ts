// Many environments at one time: what each costs the server beside what its own processes need, and whether they slow it down.
import { drive } from './drive.ts'
import { functionFolder } from './function-folder.ts'
import { proportionalMb, residentMb } from './memory-of.ts'
import { tellingPlayground } from './program.ts'
import { ratio, type Row } from './row.ts'

const most = 64
const rounds = 5
const runMs = 2000

export async function manyEnvironments(): Promise<Row[]> {
  if (process.platform !== 'linux')
    return [
      { name: `${most} environments`, value: 'skipped', spread: 'memory is read on Linux', goal: '', met: undefined },
    ]
  const one = await withEnvironments(1)
  await one.end()
  const many = await withEnvironments(most)
  const url = `http://127.0.0.1:${many.port}/2015-03-31/functions/many/invocations`
  const pairs: [number, number][] = []
  await drive(url, most, runMs)
  await drive(url, 1, runMs)
  for (let round = 0; round < rounds; round += 1)
    pairs.push([(await drive(url, most, runMs)).perSecond, (await drive(url, 1, runMs)).perSecond])
  const used = (await many.environments()).size
  await many.end()
  if (used !== most) throw new Error(`${used} environments were there, and not ${most}`)
  const eachMb = (many.serverMb - one.serverMb) / (most - 1)
  const heapEachMb = (many.heapMb - one.heapMb) / (most - 1)
  return [
    {
      name: `server with ${most} environments over one with 1, resident`,
      value: (many.serverMb / one.serverMb).toFixed(2),
      spread: `${many.serverMb.toFixed(0)} and ${one.serverMb.toFixed(0)} MB`,
      goal: '',
      met: undefined,
    },
    {
      name: 'memory of the server per environment, over that of the environment’s own processes',
      value: (eachMb / (many.processesMb / most)).toFixed(3),
      spread: `${eachMb.toFixed(2)} MB (heap ${heapEachMb.toFixed(2)}) and ${(many.processesMb / most).toFixed(1)} MB`,
      goal: 'at most 0.1',
      met: eachMb / (many.processesMb / most) <= 0.1,
    },
    ratio(`invocations/s with ${most} in flight over 1 in flight, ${most} environments`, pairs, undefined),
  ]
}

/** A playground whose function has so many environments ready, and what was used once they were. */
async function withEnvironments(count: number) {
  const handler = 'export const handler = async (event) => event\n'
  const { folder, remove } = functionFolder('many', handler, { concurrency: count, provisioned: count })
  const host = await tellingPlayground(folder)
  const environments = async () =>
    new Set(
      (await host.entries('"type":"environment.init-ended"'))
        .filter(({ event }) => event['status'] === 'success')
        .map(({ of }) => of['environment']),
    )
  while ((await environments()).size < count) await new Promise((resolve) => setTimeout(resolve, 250))
  const heapMb = await host.heapMb()
  const pids = (await host.entries('"type":"process.started"')).map(({ event }) => event['pid'] as number)
  return {
    port: host.port,
    environments,
    heapMb,
    serverMb: residentMb(host.child.pid!),
    processesMb: pids.reduce((sum, pid) => sum + proportionalMb(pid), 0),
    async end() {
      await host.end()
      remove()
    },
  }
}

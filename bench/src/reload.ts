// From a save to the first answer of the new code, over a cold start of the same function; with a build between, over that build by itself too.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { functionFolder } from './function-folder.ts'
import { playground, type Playground } from './program.ts'
import { ratio, type Row } from './row.ts'

const rounds = 9
const build = 'cp source.mjs index.mjs'

export async function reload(): Promise<Row[]> {
  const plain = functionFolder('plain', answering(0))
  const built = functionFolder('built', answering(0), { build, runtime: 'nodejs', handler: 'index.handler' })
  writeFileSync(join(built.folder, 'source.mjs'), answering(0))
  const host = await playground(plain.folder, built.folder)
  await host.call('plain')
  await host.call('built')
  const saves: [number, number][] = []
  const builds: [number, number][] = []
  for (let round = 1; round <= rounds; round += 1) {
    saves.push([await savedTo(host, 'plain', join(plain.folder, 'index.mjs'), round), await cold(host, 'plain')])
    const saved = await savedTo(host, 'built', join(built.folder, 'source.mjs'), round)
    const from = performance.now()
    execFileSync('/bin/sh', ['-c', build], { cwd: built.folder })
    builds.push([saved, performance.now() - from + (await cold(host, 'built'))])
  }
  await host.end()
  plain.remove()
  built.remove()
  return [
    ratio('save to first answer of the new code, over a cold start', saves, undefined),
    ratio('the same with a build, over that build and a cold start', builds, undefined),
  ]
}

function answering(round: number): string {
  return `export const handler = async () => ({ round: ${round} })\n`
}

/** Calls again and again, as an impatient person does, until the new code answers; milliseconds. */
async function savedTo(host: Playground, name: string, file: string, round: number): Promise<number> {
  const from = performance.now()
  writeFileSync(file, answering(round))
  for (;;) {
    const answer = (await host.call(name)) as { round: number }
    if (answer.round === round) return performance.now() - from
  }
}

/** A call that has to start an environment, milliseconds. */
async function cold(host: Playground, name: string): Promise<number> {
  const [newest] = (await host.entries('"environment.created"')).filter(({ of }) => of['function'] === name).reverse()
  const environment = encodeURIComponent(String(newest!.of['environment']))
  const gone = async () =>
    (await host.entries('"to":"gone"')).some(({ of }) => of['environment'] === newest!.of['environment'])
  await fetch(`http://127.0.0.1:${host.port}/api/environments/${environment}/actions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"action":"shut-down"}',
  })
  while (!(await gone())) await new Promise((resolve) => setTimeout(resolve, 5))
  const from = performance.now()
  await host.call(name)
  return performance.now() - from
}

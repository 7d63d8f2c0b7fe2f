// From the shell to the answer: `lambda-playground invoke` of the package, over a bare Node.js that runs the same handler; and the package's size.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { functionFolder } from './function-folder.ts'
import { packed } from './packed.ts'
import { ratio, type Row } from './row.ts'

const rounds = 9
/** What a clean machine downloads: the editor alone is a megabyte of it. */
const mostBytes = 3_000_000

export async function invokeCommand(): Promise<Row[]> {
  const { bytes, start, remove } = packed()
  const one = functionFolder('answers', 'export const handler = async () => ({ answer: 42 })\n')
  const data = join(dirname(one.folder), 'data')
  const bare = `import(${JSON.stringify(join(one.folder, 'index.mjs'))}).then(async (m) => console.log(JSON.stringify(await m.handler({}))))`
  const pairs: [number, number][] = []
  for (let round = 0; round < rounds; round += 1) {
    const ours = await took([start, 'invoke', '--new', '--no-event', '--data-dir', data, 'answers'], one.folder)
    pairs.push([ours, await took(['-e', bare], one.folder)])
  }
  one.remove()
  remove()
  return [
    ratio('lambda-playground invoke, shell to answer, over a bare spawn of the same handler', pairs, undefined),
    {
      name: 'package, packed',
      value: `${(bytes / 1_000_000).toFixed(2)} MB`,
      spread: '',
      goal: `at most ${mostBytes / 1_000_000} MB`,
      met: bytes <= mostBytes,
    },
  ]
}

/** Milliseconds until it has ended with the answer. */
async function took(args: string[], cwd: string): Promise<number> {
  const from = performance.now()
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const ms = performance.now() - from
  if (code !== 0 || out.trim() !== '{"answer":42}')
    throw new Error(`${args.join(' ')} ended with ${code}: ${out}${err}`)
  return ms
}

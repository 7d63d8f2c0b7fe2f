// Runs a command line in this process, for tests of what needs no playground.
import type { Serve } from '../config.ts'
import { runCommandLine } from './run-command-line.ts'
import { painted, plain, type Side } from './terminal.ts'

export type Ran = { code: number; out: string; err: string }

export async function runHere(args: readonly string[], { colours = false }: { colours?: boolean } = {}): Promise<Ran> {
  const written = { out: '', err: '' }
  const side = (name: 'out' | 'err'): Side => ({
    write: (text) => void (written[name] += typeof text === 'string' ? text : Buffer.from(text).toString()),
    paint: colours ? painted : plain,
    width: 100,
    drained: () => Promise.resolve(),
  })
  const serve: Serve = () => Promise.reject(new Error('no playground is needed'))
  const code = await runCommandLine(args, {
    serve,
    terminal: { out: side('out'), err: side('err') },
    variables: {},
    folder: '/nowhere',
    platform: process.platform,
  })
  return { code, ...written }
}

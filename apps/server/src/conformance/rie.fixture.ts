// An emulator, ours or the official one, as a process of its own with a folder to work in, as a container has it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { main } from '../main.ts'
import { home, soon } from './playground.fixture.ts'

const tsx = import.meta.resolve('tsx')

/** A program that is ours under the official one's name. */
export function ourProgram(): string {
  const self = fileURLToPath(import.meta.url)
  return `#!/bin/sh\nexec '${process.execPath}' --import '${tsx}' '${self}' rie "$@"\n`
}

export type ContainerOptions = {
  /** Text of each file; all are made executable. */
  files: Record<string, string>
  command: string[]
  variables?: Record<string, string>
}

export type Container = Awaited<ReturnType<typeof runContainer>>

/** Starts a command in a folder of its own, where `aws-lambda-rie` on the path is our emulator. */
export async function runContainer({ files, command, variables = {} }: ContainerOptions) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'container-')))
  for (const [name, text] of Object.entries({ 'aws-lambda-rie': ourProgram(), ...files })) {
    await writeFile(join(folder, name), text)
    await chmod(join(folder, name), 0o755)
  }
  const temporary = await realpath(await mkdtemp(join(tmpdir(), 'container-tmp-')))
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(command[0]!, command.slice(1), {
    cwd: folder,
    env: { PATH: `${folder}:${PATH}`, HOME, TMPDIR: temporary, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()))
  const ended = once(child, 'close') as Promise<[number | null, string | null]>
  let over = false
  void ended.then(() => (over = true))
  return {
    folder,
    /** Where it makes temporary files. */
    temporary,
    pid: child.pid!,
    written,
    /** Resolves with the exit code, and the signal that it died of. */
    ended,
    /** Resolves with what `pattern` finds, once it does. */
    async said(stream: 'out' | 'err', pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(written[stream])
        if (found !== null) return found
        if (over) throw new Error(`it ended before it wrote ${pattern}: ${written.out}${written.err}`)
        await soon()
      }
    },
    stop: (signal: NodeJS.Signals) => {
      child.kill(signal)
      return ended
    },
    async remove() {
      if (!over) child.kill('SIGTERM')
      await ended
      for (const one of [folder, temporary]) await rm(one, { recursive: true, force: true })
    },
  }
}

/** Resolves once somebody listens there. */
export async function listens(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const answered = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (answered) return
    await soon()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(await main(process.argv.slice(2), home))

// Lambda's folders in their real places (Linux): the program is started by way of `real-paths.sh`, in namespaces of its own.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export type RealPathsInput = {
  /** The environment's own folder; holds `tmp`, and an empty `root`. */
  folder: string
  task: string
  layers: readonly string[]
  runtimes: string
  /** The program, in Lambda's own paths. */
  command: readonly string[]
}

/** What to start in its place: it becomes the program, under the same process number. */
export function withRealPaths(input: RealPathsInput): { file: string; args: string[] } {
  const script = join(input.runtimes, 'real-paths.sh')
  const ids = [process.getuid?.() ?? 0, process.getgid?.() ?? 0].map(String)
  const places = [join(input.folder, 'root'), input.task, join(input.folder, 'tmp'), input.runtimes, process.execPath]
  const entry = ['--user', '--map-root-user', '--mount', '--', '/bin/sh', script]
  return {
    file: '/usr/bin/unshare',
    args: [...entry, ...places, ...ids, ...input.layers, '--', ...input.command],
  }
}

/** Whether this system lets it happen: asked once, by doing it, because there are many ways to forbid it. */
export class RealPaths {
  readonly #folder: string
  readonly #runtimes: string
  #allowed: boolean | undefined

  /** `folder`: may be made, and is removed again. */
  constructor(folder: string, runtimes: string) {
    this.#folder = folder
    this.#runtimes = runtimes
  }

  get allowed(): boolean {
    this.#allowed ??= process.platform === 'linux' && this.#try()
    return this.#allowed
  }

  #try(): boolean {
    const [task, layer] = [join(this.#folder, 'task'), join(this.#folder, 'layer')]
    for (const folder of [task, layer, join(this.#folder, 'root'), join(this.#folder, 'tmp')])
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { file, args } = withRealPaths({
      folder: this.#folder,
      task,
      layers: [layer],
      runtimes: this.#runtimes,
      command: ['/bin/sh', '-c', 'test "$PWD" = /var/task'],
    })
    const { status } = spawnSync(file, args, { stdio: 'ignore', timeout: 5_000 })
    rmSync(this.#folder, { recursive: true, force: true })
    return status === 0
  }
}

// Watches folders of code: one watcher a folder, however many functions have it.
import { relative } from 'node:path'
import { watch, type FSWatcher } from 'chokidar'
import { mayBeCode } from './code.ts'

type Watched = {
  watcher: FSWatcher
  ready: Promise<void>
  over: () => void
  listeners: Set<() => void>
  timer?: NodeJS.Timeout
}

/** Editors save in several steps: a folder is read when it was quiet for this long, milliseconds. */
const quietMs = 80

export class Watching {
  readonly #watched = new Map<string, Watched>()
  #closed = false

  /** Calls back when code of the folder, or a file that was given, may have changed; `ready` resolves when changes are seen. */
  add(path: string, changed: () => void): { ready: Promise<void>; stop: () => Promise<void> } {
    if (this.#closed) return { ready: Promise.resolve(), stop: () => Promise.resolve() }
    const watched = this.#watched.get(path) ?? this.#begin(path)
    const listener = () => changed()
    watched.listeners.add(listener)
    return {
      ready: watched.ready,
      stop: async () => {
        watched.listeners.delete(listener)
        if (watched.listeners.size > 0 || this.#watched.get(path) !== watched) return
        this.#watched.delete(path)
        await end(watched)
      },
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    const all = [...this.#watched.values()]
    this.#watched.clear()
    await Promise.all(all.map(end))
  }

  #begin(path: string): Watched {
    const watcher = watch(path, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (one) => one !== path && !mayBeCode(relative(path, one)),
    })
    const listeners = new Set<() => void>()
    let over = () => {}
    const ready = new Promise<void>((resolve) => {
      over = resolve
      watcher.once('ready', resolve)
    })
    const watched: Watched = { watcher, ready, over, listeners }
    watcher.on('all', () => {
      clearTimeout(watched.timer)
      watched.timer = setTimeout(() => {
        for (const listener of listeners) listener()
      }, quietMs)
    })
    watcher.on('error', () => {})
    this.#watched.set(path, watched)
    return watched
  }
}

async function end({ watcher, timer, over }: Watched): Promise<void> {
  clearTimeout(timer)
  // Whoever waits for it waits no more.
  over()
  await watcher.close()
}

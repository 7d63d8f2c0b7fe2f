// The place of one environment: its folders, its processes, and what is done to all of them together.
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import type {
  EnvironmentHome,
  ExternalExtension,
  HomeEvents,
  ProcessEvents,
  ProcessStart,
  StartedProcess,
} from '../environment/ports.ts'
import { extensionsOf } from './extensions.ts'
import { stopEach, stopGroups, type Frozen } from './freeze.ts'
import { HostedProcess } from './hosted-process.ts'
import { Listing } from './listing.ts'
import type { Where } from './prepare.ts'
import type { Stat } from './proc.ts'
import { lookAt, lookByPs, peakMemoryOf, type Seen } from './sample.ts'
import { Sampler } from './sampler.ts'
import type { Strays } from './strays.ts'
import { endAll } from './terminate.ts'
import type { Leader } from './tree.ts'
import { walk } from './walk.ts'

export type HomeParts = Where & {
  of: { function: string; environment: string }
  memoryMb: number
  events: HomeEvents
  /** Linux. */
  strays: Strays | undefined
  /** It was closed. */
  closed: () => void
}

/** When a freeze is looked at once more, milliseconds. */
const lookAgainMs = 20

const onLinux = process.platform === 'linux'

export class Home implements EnvironmentHome {
  readonly #parts: HomeParts
  readonly #sampler: Sampler
  readonly #listing = new Listing()
  readonly #processes = new Set<HostedProcess>()
  #incarnation: number | undefined
  #frozen: Frozen | undefined

  constructor(parts: HomeParts) {
    this.#parts = parts
    // `root`: where real paths are put together.
    for (const name of ['home', 'tmp', 'root']) mkdirSync(join(parts.folder, name), { recursive: true, mode: 0o700 })
    this.#sampler = new Sampler({
      clock: parts.clock,
      // What is frozen does not change: it was looked at when it was stopped.
      look: () => (onLinux ? lookAt(this.#frozen?.processes ?? this.#look()) : lookByPs(this.#leaders)),
      taken: ({ sample, seen }, peakMemoryMb) => {
        parts.recorder.record(this.#of, { type: 'process.sampled', ...sample, peakMemoryMb })
        this.#list(seen)
        if (sample.memoryMb > parts.memoryMb) parts.events.outOfMemory()
      },
    })
  }

  extensions(definition: FunctionDefinition): ExternalExtension[] {
    return extensionsOf(definition)
  }

  start(start: ProcessStart, events: ProcessEvents): StartedProcess {
    this.#incarnation = start.of.incarnation
    const parts = { ...this.#parts, invocation: this.#parts.events.invocation, wake: () => this.thaw() }
    const hosted = new HostedProcess(parts, start, events)
    this.#processes.add(hosted)
    return hosted
  }

  peakMemoryMb(): number | undefined {
    if (this.#sampler.peakMb !== undefined) return this.#sampler.peakMb
    const peaks = this.#leaders.map(({ pid }) => peakMemoryOf(pid)).filter((peak) => peak !== undefined)
    return peaks.length === 0 ? undefined : peaks.reduce((sum, peak) => sum + peak, 0)
  }

  working(yes: boolean): void {
    this.#sampler.working(yes)
  }

  /** The last sample comes after the stop, when nobody uses anything any more, and off the path of whoever comes next. */
  freeze(): void {
    const leaders = this.#leaders.map(({ pid }) => pid)
    if (this.#frozen !== undefined || leaders.length === 0) return
    const frozen = onLinux ? stopEach(leaders, () => this.#look()) : stopGroups(leaders)
    this.#frozen = frozen
    this.#sampler.rest()
    this.#parts.clock.after(lookAgainMs, () => {
      if (this.#frozen === frozen) frozen.again?.()
    })
  }

  thaw(): void {
    this.#frozen?.thaw()
    this.#frozen = undefined
  }

  /** Whatever has this environment's mark is ended, so nothing may be started before it is done. SIGKILL ends stopped ones too. */
  async clear(reason: string): Promise<void> {
    this.#sampler.clear()
    const processes = [...this.#processes]
    for (const one of processes) if (one.leader !== undefined) one.signalled('SIGKILL', reason)
    await endAll({ leaders: this.#leaders, folders: [this.#parts.folder] }, 0)
    this.#frozen = undefined
    await Promise.all(processes.map((one) => one.gone()))
    for (const one of processes) this.#processes.delete(one)
    if (this.#processes.size === 0) this.#list([])
  }

  async close(reason: string): Promise<void> {
    await this.clear(reason)
    await rm(this.#parts.folder, { recursive: true, force: true }).catch(() => {})
    this.#parts.closed()
  }

  get #of() {
    return this.#incarnation === undefined ? this.#parts.of : { ...this.#parts.of, incarnation: this.#incarnation }
  }

  #list(seen: readonly Seen[]): void {
    const listed = this.#listing.changed(seen, this.#frozen !== undefined)
    if (listed !== undefined) this.#parts.recorder.record(this.#of, listed)
  }

  get #leaders(): Leader[] {
    return [...this.#processes].map(({ leader }) => leader).filter((leader) => leader !== undefined)
  }

  /** Linux: everything of the environment that is alive. */
  #look(): Stat[] {
    return walk([...this.#leaders.map(({ pid }) => pid), ...(this.#parts.strays?.look(this.#parts.folder) ?? [])])
  }
}

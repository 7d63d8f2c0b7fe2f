// A whole playground for a test: its own data folder, its own functions, free ports; everything is gone after `close`, which looks.
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { entrySchema, type Entry } from '@playground/protocol'
import * as v from 'valibot'
import { serve } from '../compose.ts'
import { byItself, type ServeOptions } from '../config.ts'
import { leftBehind } from './left-behind.fixture.ts'
import { ask, type RawAnswer } from './raw-http.fixture.ts'

/** Text of each file by its path in the function's folder; `bootstrap` is made executable unless `mode` says otherwise. */
export type FunctionFiles = Record<string, string | { text: string; mode: number }>

export type PlaygroundOptions = {
  functions?: Record<string, FunctionFiles>
  serve?: Partial<ServeOptions>
}

export type Playground = Awaited<ReturnType<typeof startPlayground>>

/** The clone's folder. */
export const home = resolve(import.meta.dirname, '../../../..')

export async function startPlayground({ functions = {}, serve: options = {} }: PlaygroundOptions = {}) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'playground-')))
  const folders: string[] = []
  for (const [name, files] of Object.entries(functions)) {
    folders.push(join(folder, 'functions', name))
    await writeFunction(join(folder, 'functions', name), files)
  }
  const served = await serve(
    {
      ...byItself,
      port: 0,
      dataFolder: join(folder, 'data'),
      folders,
      ...options,
    },
    home,
  ).catch(async (problem: unknown) => {
    await rm(folder, { recursive: true, force: true })
    throw problem
  })
  const address = new URL(served.address)
  const port = Number(address.port)
  const attachPort = Number(served.attachAddress.split(':')[1])
  const functionUrlPort = Number(served.functionUrlAddress.split(':')[1])
  const apiPort = Number(served.apiAddress.split(':')[1])
  let marks = 0
  let closing: Promise<void> | undefined

  return {
    /** A throw-away folder for whatever the test's functions write. */
    folder,
    functionFolder: (name: string) => join(folder, 'functions', name),
    dataFolder: join(folder, 'data'),
    address: address.origin,
    /** With the token, where there is one. */
    link: served.address,
    port,
    attachPort,
    functionUrlPort,
    apiPort,
    /** Of the emulator's callers. */
    callersPort: Number(served.invokeAddress?.split(':')[1]),
    invoke: (name: string, payload: string | Uint8Array = '{}', heads: Record<string, string> = {}) =>
      invoke(port, name, payload, heads),
    /** All entries up to this moment: the journal tells in batches, so it is asked until it tells of a call made just now. */
    async entries(): Promise<Entry[]> {
      const mark = `/2018-06-01/ping?mark=${(marks += 1)}`
      await ask(attachPort, 'GET', mark)
      for (;;) {
        const entries = await readEntries(address.origin)
        const at = entries.findIndex(({ event }) => event.type === 'exchange.opened' && event.target === mark)
        if (at >= 0) return entries.slice(0, at)
        await soon()
      }
    },
    /** All entries, as soon as some of them satisfy the test. */
    async entriesUntil(enough: (entries: Entry[]) => boolean): Promise<Entry[]> {
      for (;;) {
        const entries = await readEntries(address.origin)
        if (enough(entries)) return entries
        await soon()
      }
    },
    /** Stops the server and leaves its files. */
    stop: () => (closing ??= served.close('the test is over')),
    async close() {
      closing ??= served.close('the test is over')
      await closing
      const left = leftBehind(options.dataFolder ?? join(folder, 'data'), [port, attachPort, functionUrlPort, apiPort])
      await rm(folder, { recursive: true, force: true })
      if (left.length > 0) throw new Error(`the playground left behind: ${left.join(', ')}`)
    },
  }
}

export async function writeFunction(folder: string, files: FunctionFiles): Promise<void> {
  for (const [path, file] of Object.entries(files)) {
    const { text, mode } = typeof file === 'string' ? { text: file, mode: path === 'bootstrap' ? 0o755 : 0o644 } : file
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
    await chmod(join(folder, path), mode)
  }
}

/** `name` in any form; goes into the path encoded. */
export function invoke(
  port: number,
  name: string,
  payload: string | Uint8Array = '{}',
  heads: Record<string, string> = {},
): Promise<RawAnswer> {
  const target = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`
  return ask(port, 'POST', target, { heads, body: payload })
}

/** Resolves with the text once the file exists and holds `lines` whole lines. */
export async function linesOf(path: string, lines: number): Promise<string[]> {
  for (;;) {
    const text = await readFile(path, 'utf8').catch(() => '')
    const whole = text.split('\n').slice(0, -1)
    if (whole.length >= lines) return whole
    await soon()
  }
}

/** A short pause between two looks at something that changes on its own. */
export function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}

/** For the cases whose point is that time passes: waits for a moment of the clock, as the processes do that they watch. */
export async function passed(epochMs: number): Promise<void> {
  while (Date.now() < epochMs) await soon()
}

async function readEntries(origin: string): Promise<Entry[]> {
  const entries: Entry[] = []
  for (;;) {
    const response = await fetch(`${origin}/api/journal?after=${entries.at(-1)?.seq ?? 0}&limit=10000`)
    const lines = (await response.text()).split('\n').filter((line) => line !== '')
    if (response.status !== 200) throw new Error(`the journal answered ${response.status}: ${lines.join(' ')}`)
    entries.push(...lines.map((line) => v.parse(entrySchema, JSON.parse(line))))
    if (lines.length === 0) return entries
  }
}

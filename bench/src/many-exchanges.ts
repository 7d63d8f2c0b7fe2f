// What measurements of the page share: a browser, and a playground whose session has very many exchanges.
import { existsSync } from 'node:fs'
import { chromium, type Browser } from '@playwright/test'
import { playground, program, type Playground, type Program } from './program.ts'
import type { Row } from './row.ts'

const browsers = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Undefined where there is none. */
export async function browser(): Promise<Browser | undefined> {
  const executablePath = browsers.find((path) => path !== undefined && existsSync(path))
  if (executablePath === undefined) return undefined
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
}

export const skipped = (name: string): Row[] => [
  { name, value: 'skipped', spread: 'there is no Chromium', goal: '', met: undefined },
]

/** `url`: where its one function is called. */
export type ManyExchanges = { host: Playground; runtime: Program; url: string }

export async function manyExchanges(count: number): Promise<ManyExchanges> {
  const host = await playground()
  const runtime = program(
    'runtime.mjs',
    Array.from({ length: 8 }, (_, index) => `${host.attach}/bench/${index + 1}`).join(','),
  )
  await runtime.said(/looping/)
  const url = `http://127.0.0.1:${host.port}/2015-03-31/functions/bench/invocations`
  for (let made = 0; made < count;) {
    const [, text] = await program('caller.mjs', url, '8', '5000').said(/result (.*)\n/)
    made += 3 * (JSON.parse(text!) as { count: number }).count
  }
  return { host, runtime, url }
}

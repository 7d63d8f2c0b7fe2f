// Every example that ships, invoked with its saved events, against texts that a person can read: who said what, each by itself.
// After a change that is meant, look at what differs and run: npx vitest run apps/server/src/conformance/golden-examples -u
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Example } from '@playground/protocol'
import type { EventId } from '@playground/protocol/events'
import { afterAll, beforeAll, test } from 'vitest'
import { acceptedBy } from './answers.fixture.ts'
import { renderLanes } from './lanes.fixture.ts'
import { home, startPlayground, type Playground } from './playground.fixture.ts'

type Indexed = Pick<Example, 'name' | 'group'> & { needs?: string[]; events?: EventId[] }

const { examples } = JSON.parse(readFileSync(join(home, 'examples/examples.json'), 'utf8')) as { examples: Indexed[] }
/** Those that are built are where `npm run examples:setup` puts them. */
const folderOf = (name: string) => join(home, builds(name) ? '.examples' : 'examples', name)
const builds = (name: string) => 'build' in settingsOf(join(home, 'examples', name))
const settingsOf = (folder: string) => read(join(folder, 'function.json'))
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
const has = (program: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
/** A toolchain that made the program need not be there to run it. */
const runs = ({ name, needs = [] }: Indexed) => (builds(name) ? existsSync(folderOf(name)) : needs.every(has))

/** What they print has times in it, comes when it comes, or says where in which version of a library something failed. */
const printAnything = [
  'client-node',
  'client-python',
  'client-java',
  'client-go',
  'web-app',
  'telemetry-counter',
  'telemetry-forwarder',
  'frozen-timer',
  'snapstart',
  'cache-extension',
]
/** What they get where it is not in their folder. */
const payloads: Record<string, string[]> = {
  'word-by-word': ['{"ms":0}'],
  'misbehaving-extension': ['{"extension":"good"}'],
}

/** Speaks with several voices at once: `examples.conformance.test.ts` listens to it. */
const told = examples.filter(({ name }) => name !== 'several-at-once')
/** Those that greet, with a word that comes from a variable. */
const greeters = examples.filter(({ name }) => /^(runtime|client)-(?!api)/.test(name))

let playground: Playground
let variants: string
beforeAll(async () => {
  variants = mkdtempSync(join(tmpdir(), 'without-greeting-'))
  const withoutGreeting = greeters.filter(runs).map(({ name }) => {
    const place = join(variants, `${name}-without`)
    cpSync(folderOf(name), place, { recursive: true })
    writeFileSync(join(place, 'function.json'), JSON.stringify({ name: `${name}-without`, timeout: 10 }))
    return place
  })
  const folders = [...examples.filter(runs).map(({ name }) => folderOf(name)), ...withoutGreeting]
  playground = await startPlayground({ serve: { folders } })
})
afterAll(async () => {
  await playground.close()
  rmSync(variants, { recursive: true, force: true })
})

function eventsOf(name: string): { file: string; payload: string }[] {
  const given = payloads[name]?.map((payload) => ({ file: '', payload }))
  const folder = join(home, 'examples', name, 'events')
  if (given !== undefined || !existsSync(folder)) return given ?? [{ file: '', payload: '{"name":"Ada"}' }]
  const files = readdirSync(folder).sort()
  return files.map((file) => ({ file, payload: JSON.stringify(read(join(folder, file))) }))
}

/** The conversation once it is over, and all is there that the text has: what was printed may come after what was posted. */
async function conversation(name: string, invocations: number): Promise<string> {
  const file = join(import.meta.dirname, 'golden/examples', `${name}.txt`)
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').length : 0
  const patience = Date.now() + 10_000
  let text = ''
  await playground.entriesUntil((all) => {
    const own = all.filter(({ of }) => of.function === name)
    if (own.filter(({ event }) => event.type === 'invocation.settled').length < invocations) return false
    text = renderLanes(own, name, !printAnything.includes(name))
    return text.split('\n').length >= lines || Date.now() > patience
  })
  return text
}

test.concurrent.for(told.map((example) => [example.name, example] as const))('%s', async ([name, example], context) => {
  const { expect } = context
  if (!runs(example)) return context.skip(`npm run examples:setup says what ${name} takes`)
  const events = eventsOf(name)
  for (const { file, payload } of events) {
    const answer = await playground.invoke(name, payload)
    const error = file === 'fail.json' ? 'Unhandled' : undefined
    expect([file, answer.head('X-Amz-Function-Error'), answer.status]).toEqual([file, error, 200])
    if (example.group !== 'Triggers') continue
    const id = example.events?.find((one) => file === `${one}.json`)
    expect([file, acceptedBy(JSON.parse(payload), JSON.parse(answer.body.toString()), id)]).toEqual([file, true])
  }
  await expect(await conversation(name, events.length)).toMatchFileSnapshot(`golden/examples/${name}.txt`)
})

/** What the caller is told where there is no greeting; those that say nothing end, and are told for that. */
const initErrors: Record<string, string> = {
  'runtime-node': 'Error',
  'runtime-python': 'KeyError',
  'runtime-go': '*errors.errorString',
  'runtime-rust': 'String',
  'runtime-java': 'IllegalStateException',
  'runtime-c': 'NoGreeting',
  'client-node': 'Error',
  'client-python': 'KeyError',
  'client-go': 'Runtime.ExitError',
  'client-rust': 'Runtime.ExitError',
  'client-java': 'java.lang.IllegalStateException',
}

test.concurrent.for(greeters.map((example) => [example.name, example] as const))(
  '%s fails in Init without its variable',
  async ([name, example], context) => {
    if (!runs(example)) return context.skip(`npm run examples:setup says what ${name} takes`)
    const answer = await playground.invoke(`${name}-without`)
    const { errorType } = JSON.parse(answer.body.toString()) as { errorType: string }
    context.expect([answer.head('X-Amz-Function-Error'), errorType]).toEqual(['Unhandled', initErrors[name]])
  },
)

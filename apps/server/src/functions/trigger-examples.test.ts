// The examples of triggers with every event that their templates make: what they answer is what the service takes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildEvent, eventTemplates, type EventId } from '@playground/protocol/events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { acceptedBy } from '../conformance/answers.fixture.ts'

type Handler = (event: unknown, context: object) => Promise<unknown>

const folder = join(import.meta.dirname, '../../../../examples')
const { examples } = JSON.parse(readFileSync(join(folder, 'examples.json'), 'utf8')) as {
  examples: { name: string; events?: EventId[] }[]
}

beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => {}))
afterAll(() => void vi.restoreAllMocks())

const answered = examples.flatMap(({ name, events = [] }) => events.map((id) => [id, name] as const))

test.each(answered)('%s, answered by %s', async (id, name) => {
  const { handler } = (await import(pathToFileURL(join(folder, name, 'index.mjs')).href)) as { handler: Handler }
  const template = eventTemplates.find((one) => one.id === id)!
  const ways = Object.entries(template.fields).flatMap(([field, { choices = [] }]) =>
    choices.map((choice) => ({ [field]: choice })),
  )
  for (const values of [{}, ...ways]) {
    const built = buildEvent(template, values)
    if (!built.ok) throw new Error(JSON.stringify(built.problems))
    const context = { getRemainingTimeInMillis: () => 1000, logStreamName: 'stream' }
    const answer = (await handler(structuredClone(built.event), context)) ?? null
    expect([values, acceptedBy(built.event, JSON.parse(JSON.stringify(answer)), id)]).toEqual([values, true])
  }
})

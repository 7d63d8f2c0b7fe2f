import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { eventTemplates } from '../packages/protocol/src/events/index.ts'
import { savedEvents } from './example-events.mjs'
import { root } from './lib/root.mjs'

const folder = join(root, 'examples')
const { programs, examples } = JSON.parse(readFileSync(join(folder, 'examples.json'), 'utf8'))
const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'))

it('are what the templates make: `npm run example-events` writes them anew', async () => {
  for (const [path, event] of await savedEvents()) expect([path, read(path)]).toEqual([path, event])
})

it('of triggers are there as they are listed, and no others', async () => {
  const made = await savedEvents()
  for (const { name } of examples.filter(({ group }) => group === 'Triggers'))
    for (const file of readdirSync(join(folder, name, 'events')))
      expect([...made.keys()]).toContain(`${name}/events/${file}`)
})

it('leave no template without an example that answers it', () => {
  const answered = examples.flatMap(({ events = [] }) => events)
  expect(answered.toSorted()).toEqual(eventTemplates.map(({ id }) => id).toSorted())
})

it('belong to functions that are short', () => {
  for (const { name } of examples.filter(({ group }) => group === 'Triggers')) {
    const lines = readFileSync(join(folder, name, 'index.mjs'), 'utf8')
      .trimEnd()
      .split('\n').length
    expect([name, lines < 36]).toEqual([name, true])
  }
})

it('and what an example needs can be got', () => {
  for (const program of examples.flatMap(({ needs = [] }) => needs)) expect(programs[program]).toMatch(/^Install .*\.$/)
})

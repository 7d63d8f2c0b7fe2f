import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { eventTemplates } from '../packages/protocol/src/events/index.ts'
import { makeSchemas, schemaFile, written } from './event-schemas.mjs'
import { root } from './lib/root.mjs'

/** Files of the typings that describe no event: what others share. */
const noEvents = ['cognito-user-pool-trigger/_common']

it('are what the typings make of them: `npm run event-schemas` writes them anew', async () => {
  expect(written(await makeSchemas()) === readFileSync(schemaFile, 'utf8')).toBe(true)
})

it('stand for a template each, and every trigger of the typings has one', async () => {
  const schemas = await makeSchemas()
  expect([...schemas.keys()].toSorted()).toEqual(eventTemplates.map(({ id }) => id).toSorted())
  const typings = createRequire(join(root, 'packages/protocol/package.json')).resolve('@types/aws-lambda/package.json')
  const folder = join(dirname(typings), 'trigger')
  const triggers = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => file.replace(/\.d\.ts$/, ''))
    .filter((file) => !noEvents.includes(file))
  expect(triggers.length).toBeGreaterThan(50)
  expect([...new Set(eventTemplates.flatMap((template) => template.triggers))].toSorted()).toEqual(triggers.toSorted())
})

it('carry no prose but our own', () => {
  const { version } = createRequire(join(root, 'packages/protocol/package.json'))('@types/aws-lambda/package.json')
  expect(version).toMatch(/^8\./)
  expect(readFileSync(schemaFile, 'utf8')).not.toMatch(/docs\.aws\.amazon\.com|@see|"\$comment"/)
})

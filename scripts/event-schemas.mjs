// Writes the JSON Schemas of events, made from the typings: `npm run event-schemas`.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './lib/root.mjs'

const events = join(root, 'packages/protocol/src/events')
export const schemaFile = join(events, 'schemas.json')

/**
 * The schemas by event id. What the typings say in prose stays out: it is somebody else's text. What the page says about
 * a member comes from `glossary.ts`, by its name.
 */
export async function makeSchemas() {
  const { createGenerator } = createRequire(join(root, 'packages/protocol/package.json'))('ts-json-schema-generator')
  const { glossary } = await import(pathToFileURL(join(events, 'glossary.ts')).href)
  const { definitions } = createGenerator({
    path: join(events, 'types.ts'),
    tsconfig: join(root, 'packages/protocol/tsconfig.json'),
    type: 'Events',
    jsDoc: 'none',
    topRef: true,
    expose: 'export',
    additionalProperties: true,
    skipTypeCheck: true,
  }).createSchema('Events')
  const { properties } = definitions['Events']
  return new Map(Object.entries(properties).map(([id, schema]) => [id, schemaOf(schema, definitions, glossary)]))
}

/** One event's schema, with those definitions that it reaches. */
function schemaOf(schema, definitions, glossary) {
  const names = new Map()
  const used = {}
  const nameOf = (ref) => {
    const name = decodeURIComponent(ref.slice('#/definitions/'.length))
    if (!names.has(name)) {
      // Short names: those of generic types are as long as their arguments.
      const short = /^\w+$/.test(name) && name.length < 60 ? name : `type${names.size + 1}`
      names.set(name, short)
      used[short] = walk(definitions[name])
    }
    return names.get(name)
  }
  const walk = (value, property) => {
    if (Array.isArray(value)) return value.map((one) => walk(one))
    if (typeof value !== 'object' || value === null) return value
    const made = {}
    for (const [key, part] of Object.entries(value)) {
      if (key === '$ref') made.$ref = `#/definitions/${nameOf(part)}`
      else if (key === 'properties')
        made.properties = Object.fromEntries(Object.entries(part).map(([name, one]) => [name, walk(one, name)]))
      else if (key !== 'description') made[key] = walk(part)
    }
    // Beside a reference, draft 7 ignores all else.
    if (property !== undefined && glossary[property] !== undefined)
      return made.$ref === undefined
        ? { description: glossary[property], ...made }
        : { description: glossary[property], allOf: [made] }
    return made
  }
  const top = walk(schema)
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...top, definitions: used }
}

/** A line for each event, so that a change shows which it touches. */
export function written(schemas) {
  const lines = [...schemas].map(([id, schema]) => `${JSON.stringify(id)}: ${JSON.stringify(schema)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}

if (process.argv[1] === import.meta.filename) writeFileSync(schemaFile, written(await makeSchemas()))

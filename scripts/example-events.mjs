// Writes the saved events of the examples, made by the page's own templates: `npm run example-events`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './lib/root.mjs'

/** Events that show more than the first values of a template do: example, name, template and values of its fields. */
const more = [
  ['on-sqs', 'one-fails', 'sqs', { bodies: '{"order":42}\nnonsense\n{"order":43}' }],
  ['on-websocket', 'connect', 'websocket', { what: 'CONNECT' }],
  ['on-websocket', 'disconnect', 'websocket', { what: 'DISCONNECT' }],
  ['on-authorizer', 'wrong-token', 'rest-api-token-authorizer', { token: 'Bearer guess' }],
  ['on-dynamodb', 'modify', 'dynamodb', { change: 'MODIFY' }],
  ['on-s3', 'removed', 's3', { what: 'ObjectRemoved:Delete' }],
  ['on-kinesis', 'fails', 'kinesis', { data: 'nonsense' }],
  ['on-kinesis-window', 'last', 'kinesis-window', { last: 'yes' }],
  ['on-stack', 'delete', 'cloudformation-custom-resource', { what: 'Delete' }],
  ['on-bot', 'fulfilment', 'lex', { source: 'FulfillmentCodeHook' }],
  ['on-skill', 'launch', 'alexa', { kind: 'LaunchRequest' }],
  ['web-app', 'get', 'function-url', { path: '/orders/42', query: '' }],
  ['web-app', 'post', 'function-url', { method: 'POST', path: '/orders', body: '{"what":"coffee"}' }],
]

/** Always the same time and ids, so that nothing differs that was not changed. */
function fixed() {
  let count = 0
  const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
  const digits = (length) =>
    String((count += 1))
      .padStart(length, '7')
      .slice(-length)
  return {
    now,
    iso: (later = 0) => new Date(now + later).toISOString(),
    id: () => `5e1f7a6c-0b1d-4c2e-8f3a-${digits(12)}`,
    hex: (length) => digits(length),
    digits,
  }
}

/** Each saved event by its path below `examples`. */
export async function savedEvents() {
  const { buildEvent, eventTemplates } = await import(
    pathToFileURL(join(root, 'packages/protocol/src/events/index.ts')).href
  )
  const { examples } = JSON.parse(readFileSync(join(root, 'examples/examples.json'), 'utf8'))
  const firsts = examples.flatMap(({ name, events = [] }) => events.map((id) => [name, id, id, {}]))
  return new Map(
    [...firsts, ...more].map(([name, file, id, values]) => {
      const template = eventTemplates.find((one) => one.id === id)
      if (template === undefined) throw new Error(`${name} has an event of ${id}, and there is no such template`)
      const built = buildEvent(template, values, fixed())
      if (!built.ok) throw new Error(`${name}, ${file}: ${built.problems.map(({ message }) => message).join(' ')}`)
      return [`${name}/events/${file}.json`, built.event]
    }),
  )
}

if (process.argv[1] === import.meta.filename)
  for (const [path, event] of await savedEvents()) {
    const file = join(root, 'examples', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(event, null, 2)}\n`)
  }

// What the rules find in real conversations: nothing beyond what is argued for in those that are as they should be, and each planted mistake.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry } from '@playground/protocol'
import { findingsIn, type Finding } from '@playground/protocol/findings'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../telemetry-api/receivers.fixture.ts'
import { home, soon, startPlayground, type FunctionFiles, type Playground } from './playground.fixture.ts'
import { node, shell } from './scripted.fixture.ts'

const built = join(home, '.clients')

/** Each rule once, with what it said: a failing comparison then tells why. */
function told(findings: readonly Finding[]): Record<string, string> {
  return Object.fromEntries(findings.map(({ rule, seen }) => [rule, seen]))
}

function isGone({ event }: Entry): boolean {
  return event.type === 'environment.changed' && event.to === 'gone'
}

function has(type: Entry['event']['type']): (entries: Entry[]) => boolean {
  return (entries) => entries.some(({ event }) => event.type === type)
}

/** Every example that ships, with what is found in it though it is as it should be. */
const examples: Record<string, { payloads: string[]; found: string[] }> = {
  'hello-bash': { payloads: Array<string>(6).fill('{"name":"Zoë"}'), found: [] },
  'hello-node': { payloads: Array<string>(6).fill('{"name":"Zoë"}'), found: [] },
  'logger-extension-bash': { payloads: Array<string>(5).fill('{"n":1}'), found: [] },
  'logger-extension-node': { payloads: Array<string>(5).fill('{"n":1}'), found: [] },
  'telemetry-counter': { payloads: Array<string>(4).fill('{"lines":5}'), found: [] },
  'misbehaving-extension': { payloads: Array<string>(3).fill('{"extension":"good"}'), found: [] },
  snapstart: { payloads: ['{}', '{}', '{}'], found: [] },
  'several-at-once': { payloads: ['{"ms":0}', '{"ms":20}', '{"ms":0}'], found: [] },
}

test.each(Object.entries(examples))('%s, cold, warm and shut down', async (name, { payloads, found }) => {
  const playground = await startPlayground()
  onTestFinished(playground.close)
  await fetch(`${playground.address}/api/functions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ example: name }),
  })
  for (const payload of payloads) {
    const answer = await playground.invoke(name, payload)
    expect([answer.status, answer.head('x-amz-function-error')]).toEqual([200, undefined])
  }
  if (name !== 'several-at-once') await playground.entriesUntil(has('environment.frozen'))
  await fetch(`${playground.address}/api/functions/${name}`, { method: 'DELETE' })
  const findings = findingsIn(await playground.entriesUntil((entries) => entries.some(isGone)))
  expect(Object.keys(told(findings)), JSON.stringify(told(findings))).toEqual(found)
})

describe.runIf(existsSync(built))('clients that were not written for this host', () => {
  async function open(settings: Record<string, unknown>, files: FunctionFiles = {}): Promise<Playground> {
    const client = { 'function.json': JSON.stringify({ timeout: 30, concurrency: 1, ...settings }), ...files }
    const playground = await startPlayground({ functions: { client } })
    onTestFinished(playground.close)
    return playground
  }

  /** Cold, warm, with an error, and shut down. */
  async function foundIn(playground: Playground): Promise<Record<string, string>> {
    for (const payload of ['{"n":"Zoë"}', '{"n":2}', '{"n":3}', '{"fail":"asked to"}', '{"n":4}', '{"n":5}'])
      await playground.invoke('client', payload)
    await playground.entriesUntil(has('environment.frozen'))
    await writeFile(join(playground.functionFolder('client'), 'changed'), 'once')
    return told(findingsIn(await playground.entriesUntil((entries) => entries.some(isGone))))
  }

  // Its crate asks for another event after SHUTDOWN, and stays until it is killed; its errors have a type.
  test.runIf(existsSync(join(built, 'rust')))('Rust', async () => {
    const playground = await open({
      layers: ['runtime', 'extension'].map((part) => join(built, 'rust', part)),
      variables: { TELEMETRY_PORT: String(await freePort()) },
    })
    const found = await foundIn(playground)
    expect(Object.keys(found), JSON.stringify(found)).toEqual(['shutdown-budget-used-up'])
  })

  // It reports errors without a category: a note, for what telemetry then lacks.
  test.runIf(existsSync(join(built, 'go')))('Go', async () => {
    const found = await foundIn(await open({ layers: [join(built, 'go')] }))
    expect(Object.keys(found), JSON.stringify(found)).toEqual(['error-without-type'])
  })

  // So does this one.
  test.runIf(existsSync(join(built, 'python')))('Python', async () => {
    const bootstrap = '#!/bin/sh\nexec python-of-the-layer -m awslambdaric app.handler\n'
    const found = await foundIn(await open({ layers: [join(built, 'python')] }, { bootstrap }))
    expect(Object.keys(found), JSON.stringify(found)).toEqual(['error-without-type'])
  })
})

/** A mistake, the events that bring it out, and the rules that it is found by, no other. */
type Planted = {
  files: FunctionFiles
  payloads?: string[]
  atOnce?: true
  found: string[]
  until?: (entries: Entry[]) => boolean
}

const onePass = `
  const { id } = await next()
  await post('invocation/' + id + '/response', '{}', json)`
const json = `const json = { 'Content-Type': 'application/json' }`
const planted: Record<string, Planted> = {
  'it hangs': {
    files: shell(
      'curl -s -o /dev/null "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next"\necho waiting for the database\nsleep 20',
      { settings: { timeout: 1 } },
    ),
    found: ['deadline-missed'],
  },
  'it never asks': {
    files: shell('echo loading\nsleep 60', { settings: { timeout: 1 } }),
    found: ['never-asked'],
  },
  'it answers twice': {
    files: node(`${json}
for (;;) {
  const { id } = await next()
  await post('invocation/' + id + '/response', '{}', json)
  await post('invocation/' + id + '/response', '{"again":true}', json)
}`),
    found: ['answered-twice'],
  },
  'it answers another’s id': {
    files: node(`${json}
for (;;) {
  const { id } = await next()
  await post('invocation/5d8a1f0e-0000-4000-8000-000000000000/response', '{}', json)
  await post('invocation/' + id + '/response', '{}', json)
}`),
    found: ['answered-another'],
  },
  'it asks before it has answered': {
    files: node(`${json}
for (;;) {
  await next()
  const { id } = await next()
  await post('invocation/' + id + '/response', '{}', json)
}`),
    found: ['event-handed-out-again'],
  },
  'it announces a mode that does not exist': {
    files: node(`${json}
for (;;) {
  const { id } = await next()
  await post('invocation/' + id + '/response', '{}', { ...json, 'Lambda-Runtime-Function-Response-Mode': 'Streaming' })
}`),
    found: ['bad-response-mode'],
  },
  'it says JSON and sends text': {
    files: node(`for (;;) {
  const { id } = await next()
  await post('invocation/' + id + '/response', 'hello', { 'Content-Type': 'application/json' })
}`),
    found: ['content-type-mismatch'],
  },
  'it reports errors in a shape of its own': {
    files: node(`for (;;) {
  const { id } = await next()
  await post('invocation/' + id + '/error', '{"error":"no"}', { 'Content-Type': 'application/json' })
}`),
    found: ['error-without-type', 'error-shape'],
  },
  'it takes UTF-8 for Latin-1': {
    files: node(`${json}
for (;;) {
  const { id, body } = await next()
  await post('invocation/' + id + '/response', Buffer.from(body).toString('latin1'), json)
}`),
    payloads: ['{"name":"Zoë"}'],
    found: ['unicode-damaged'],
  },
  'it answers with too much': {
    files: node(`${json}
for (;;) {
  const { id } = await next()
  await post('invocation/' + id + '/response', JSON.stringify('x'.repeat(6291556)), json)
}`),
    found: ['response-over-limit'],
  },
  'it works on after its answer': {
    files: node(`${json}
for (;;) {${onePass}
  await new Promise((resolve) => setTimeout(resolve, 900))
}`),
    payloads: ['{}', '{}'],
    found: ['work-after-answer'],
  },
  'it prints when nobody is served': {
    files: node(
      `${json}
for (;;) {${onePass}
  setTimeout(() => console.log('saved after all'), 300)
}`,
      { settings: { freeze: false } },
    ),
    found: ['output-after-answer'],
  },
  'it ends after each answer': {
    files: node(
      `${json}${onePass}
process.exit(0)`,
      { settings: { concurrency: 5 } },
    ),
    payloads: ['{}', '{}'],
    found: ['exit-after-answer'],
  },
  'it ends in the middle': {
    files: node('await next()\nprocess.exit(7)'),
    found: ['exit-mid-invocation'],
  },
  'it ends while it rests': {
    files: node(
      `${json}${onePass}
setTimeout(() => process.exit(1), 300)
await next()`,
      { settings: { freeze: false } },
    ),
    found: ['exit-while-idle'],
  },
  'it ends in Init': {
    files: shell('echo cannot find app >&2\nexit 1'),
    found: ['exit-in-init'],
  },
  'it lives on after init/error': {
    files:
      node(`await post('init/error', '{"errorMessage":"no","errorType":"No"}', { 'Lambda-Runtime-Function-Error-Type': 'Runtime.No' })
await next()
process.exit(1)`),
    found: ['init-error-lived-on'],
  },
  'it polls with a time-out': {
    files: node(
      `${json}
for (;;) {
  const answer = await fetch(base + '/invocation/next', { signal: AbortSignal.timeout(200) }).catch(() => undefined)
  const id = answer?.headers.get('lambda-runtime-aws-request-id')
  if (id !== undefined) await post('invocation/' + id + '/response', '{}', json)
}`,
      { settings: { freeze: false } },
    ),
    found: ['poll-with-timeout'],
    until: (entries) =>
      entries.filter(({ event }) => event.type === 'exchange.closed' && event.how === 'hung-up').length > 2,
  },
  'it polls twice at one time': {
    files: node(
      `${json}
const loop = async () => {
  for (;;) {${onePass}
  }
}
${onePass}
void loop()
void loop()`,
    ),
    found: ['second-poll'],
  },
  'it opens a connection for each call': {
    files: node(`const { request } = require('node:http')
const call = (method, path, body) => new Promise((resolve, reject) => {
  const sent = request(base + '/' + path, { method, agent: false }, (answer) => answer.resume().on('end', () => resolve(answer)))
  sent.on('error', reject).end(body)
})
for (;;) {
  const event = await call('GET', 'invocation/next')
  await call('POST', 'invocation/' + event.headers['lambda-runtime-aws-request-id'] + '/response', '{}')
}`),
    payloads: ['{}', '{}', '{}', '{}', '{}'],
    found: ['new-connection-each-call'],
  },
  'it calls paths that are not there': {
    files: node(`${json}
await post('invocation/next/', '')
await post('invocation/next', '')
for (;;) {${onePass}
}`),
    found: ['unknown-path', 'wrong-method'],
  },
  'it prints a secret': {
    files: node(
      `${json}
console.log('connecting with', process.env.DB_PASSWORD)
for (;;) {${onePass}
}`,
      { settings: { variables: { DB_PASSWORD: 'correct horse battery', AWS_REGION: 'eu-west-1' } } },
    ),
    found: ['reserved-variable', 'secret-printed'],
  },
  'its caller comes again and again': {
    files: node(`for (;;) {
  const { id } = await next()
  await post('invocation/' + id + '/error', '{"errorMessage":"no","errorType":"No"}', { 'Lambda-Runtime-Function-Error-Type': 'Function.No' })
}`),
    payloads: Array<string>(5).fill('{"order":7}'),
    found: ['retry-storm'],
  },
  'its callers are too many': {
    files: node(`${json}
for (;;) {
  const { id } = await next()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await post('invocation/' + id + '/response', '{}', json)
}`),
    payloads: ['{}', '{}'],
    atOnce: true,
    found: ['throttled'],
  },
  'its extension holds it up': {
    files: extended('sleep 0.4'),
    payloads: ['{}', '{}', '{}'],
    found: ['extension-holds-up'],
  },
  'its extension is still at work at the deadline': {
    files: extended('sleep 5', { timeout: 1 }),
    found: ['extension-past-deadline'],
    until: has('deadline.fired'),
  },
  'its extension ends': {
    files: extended('exit 3'),
    found: ['extension-ended'],
    until: (entries) => entries.some(({ of, event }) => event.type === 'process.exited' && of.extension !== undefined),
  },
  'its extension registers under another name, and never again': {
    files: extended('true', { timeout: 1 }, 'other'),
    found: ['extension-other-name', 'extension-never-registered'],
  },
}

/** A runtime that does well, with an extension that does this with each event. */
function extended(work: string, settings: Record<string, unknown> = {}, name = 'slow.sh'): FunctionFiles {
  const api = '"http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension'
  const text = `#!/bin/sh
id=$(curl -si ${api}/register" -H "Lambda-Extension-Name: ${name}" -d '{"events":["INVOKE"]}' | tr -d '\r' | sed -n 's/^lambda-extension-identifier: //ip')
while curl -s -o /dev/null ${api}/event/next" -H "Lambda-Extension-Identifier: $id"; do
  ${work}
done
`
  return node(`${json}\nfor (;;) {${onePass}\n}`, { settings, files: { 'extensions/slow.sh': { text, mode: 0o755 } } })
}

describe('a planted mistake', () => {
  const nameOf = new Map(Object.keys(planted).map((title, index) => [title, `planted-${index}`]))
  let playground: Playground
  beforeAll(async () => {
    const functions = Object.fromEntries(
      Object.entries(planted).map(([title, { files }]) => [nameOf.get(title)!, files]),
    )
    playground = await startPlayground({ functions })
  })
  afterAll(() => playground.close())

  test.each(Object.entries(planted))('%s', async (title, { payloads = ['{}'], atOnce, found, until }) => {
    const name = nameOf.get(title)!
    if (atOnce) await Promise.all(payloads.map((payload) => playground.invoke(name, payload)))
    else for (const payload of payloads) await playground.invoke(name, payload)
    const its = (entries: Entry[]) =>
      entries.filter(({ of, event }) => of.function === name || event.type === 'function.defined')
    const enough = (entries: Entry[]) => {
      const settled = entries.filter(({ event }) => event.type === 'invocation.settled').length
      return settled >= payloads.length && (until ?? (() => true))(entries)
    }
    const findings = await findingsUntil(
      async () => its(await playground.entriesUntil((all) => enough(its(all)))),
      name,
      found,
    )
    expect(Object.keys(told(findings)).sort(), JSON.stringify(told(findings))).toEqual([...found].sort())
  })
})

/** As soon as all that is to be found is there; what the test's time does not bring was not found. */
async function findingsUntil(
  read: () => Promise<Entry[]>,
  name: string,
  wanted: readonly string[],
): Promise<Finding[]> {
  for (let attempt = 0; ; attempt += 1) {
    const findings = findingsIn(await read()).filter((finding) => finding.function === name)
    const missing = wanted.filter((rule) => !findings.some((finding) => finding.rule === rule))
    if (missing.length === 0 || attempt === 300) return findings
    await soon()
  }
}

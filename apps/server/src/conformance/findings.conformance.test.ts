// What the rules find in real conversations: nothing beyond what is argued for in those that are as they should be, and each planted mistake.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry } from '@playground/protocol'
import { findingsIn, type Finding } from '@playground/protocol/findings'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../telemetry-api/receivers.fixture.ts'
import { home, startPlayground, type FunctionFiles, type Playground } from './playground.fixture.ts'
import { node, shell } from './scripted.fixture.ts'

const built = join(home, '.clients')

/** A busy machine makes Init long, and these rightly say so. */
const ofTheMachine = new Set(['mostly-init', 'init-near-limit'])

/** Each rule once, with what it said: a failing comparison then tells why. */
function told(findings: readonly Finding[]): Record<string, string> {
  return Object.fromEntries(
    findings.filter(({ rule }) => !ofTheMachine.has(rule)).map(({ rule, seen }) => [rule, seen]),
  )
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

/** A playground in which an example was opened. */
async function opened(example: string): Promise<Playground> {
  const playground = await startPlayground()
  onTestFinished(playground.close)
  const made = await fetch(`${playground.address}/api/functions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ example }),
  })
  expect(made.status).toBe(201)
  return playground
}

test.each(Object.entries(examples))('%s, cold, warm and shut down', async (name, { payloads, found }) => {
  const playground = await opened(name)
  for (const payload of payloads) {
    const answer = await playground.invoke(name, payload)
    expect([answer.status, answer.head('x-amz-function-error')]).toEqual([200, undefined])
  }
  // Where several are served at one time nothing is frozen.
  if (name !== 'several-at-once') await playground.entriesUntil(has('environment.frozen'))
  await fetch(`${playground.address}/api/functions/${name}`, { method: 'DELETE' })
  const findings = findingsIn(await playground.entriesUntil((entries) => entries.some(isGone)))
  expect(Object.keys(told(findings)), JSON.stringify(told(findings))).toEqual(found)
})

test.each([
  ['crash', { extension: 'crash', ms: 1000 }, ['extension-ended']],
  ['slow', { extension: 'slow' }, ['extension-past-deadline']],
  ['silent', { extension: 'silent' }, ['extension-past-deadline', 'shutdown-budget-used-up']],
  ['stubborn', { extension: 'stubborn', ms: 10_000 }, ['deadline-missed', 'shutdown-budget-used-up']],
])('misbehaving-extension, as it is when it is %s', async (_, event, found) => {
  const playground = await opened('misbehaving-extension')
  await playground.invoke('misbehaving-extension', JSON.stringify(event))
  const ended = ({ of, event: { type } }: Entry) => type === 'process.exited' && of.extension !== undefined
  const findings = findingsIn(await playground.entriesUntil((entries) => entries.some(ended)))
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
  /** It takes Init to its limit: it is called before the others, to wait beside them. */
  early?: true
  /** Its environment is shut down at the end. */
  shutDown?: true
  /** When everything has happened; otherwise when all invocations are over. */
  until?: (entries: Entry[]) => boolean
  found: string[]
  /** What may be found as well, as the moment has it. */
  maybe?: string[]
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
    early: true,
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
  'it writes the error of its stream into the body': {
    files: node(`const heads = { 'Lambda-Runtime-Function-Response-Mode': 'streaming' }
for (;;) {
  const { id } = await next()
  const body = 'so far' + 'Lambda-Runtime-Function-Error-Type: Runtime.StreamError\\r\\n'
  await post('invocation/' + id + '/response', body, heads)
}`),
    found: ['error-in-body'],
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
void loop()
setInterval(() => console.log('two loops'), 300)`,
      { settings: { freeze: false } },
    ),
    found: ['second-poll'],
    maybe: ['output-after-answer'],
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
    early: true,
    found: ['extension-other-name', 'extension-never-registered'],
  },
  'it answers and does not ask again': {
    files: node(
      `${json}${onePass}
setTimeout(() => {}, 60000)`,
      { settings: { timeout: 1 } },
    ),
    found: ['did-not-ask-again'],
    until: has('deadline.fired'),
  },
  'it breaks its answer off': {
    files: node(`const { connect } = require('node:net')
for (;;) {
  const { id } = await next()
  const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')
  const socket = connect(Number(port), host)
  socket.write('POST /2018-06-01/runtime/invocation/' + id + '/response HTTP/1.1\\r\\nHost: ' + process.env.AWS_LAMBDA_RUNTIME_API + '\\r\\nContent-Length: 10\\r\\n\\r\\n"a')
  await new Promise((resolve) => setTimeout(resolve, 100))
  socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 100))
}`),
    found: ['truncated-answer'],
  },
  'it asks while its answer is on its way': {
    files: node(`const { request } = require('node:http')
for (;;) {
  const { id } = await next()
  const post = request(base + '/invocation/' + id + '/response', { method: 'POST' })
  const taken = new Promise((resolve) => post.on('response', (answer) => answer.resume().on('end', resolve)))
  post.write('"a')
  await new Promise((resolve) => setTimeout(resolve, 100))
  await next()
  post.end('"')
  await taken
}`),
    found: ['asked-before-accepted'],
  },
  'it calls out of turn, again and again': {
    files: node(`${json}
for (;;) {
  const { id } = await next()
  for (let count = 0; count < 12; count += 1)
    await post('init/error', '{"errorMessage":"no","errorType":"No"}', { 'Lambda-Runtime-Function-Error-Type': 'Runtime.No' })
  await post('invocation/' + id + '/response', '{}', json)
}`),
    found: ['wrong-moment', 'refused-again-and-again'],
  },
  'it registers too late, and calls without an identifier': {
    files: node(`${json}
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2020-01-01/extension'
for (;;) {
  const { id } = await next()
  await fetch(api + '/register', { method: 'POST', headers: { 'Lambda-Extension-Name': 'late' }, body: '{}' })
  await fetch(api + '/event/next')
  await post('invocation/' + id + '/response', '{}', json)
}`),
    found: ['registered-too-late', 'extension-call-refused'],
  },
  'it reads its event in the wrong pieces': {
    files: node(`${json}
for (;;) {
  const { id, body } = await next()
  const bytes = Buffer.from(body)
  await post('invocation/' + id + '/response', [...bytes].map((byte) => Buffer.from([byte]).toString()).join(''), json)
}`),
    payloads: ['{"name":"Zoë"}'],
    found: ['replacement-character', 'unicode-damaged'],
  },
  'its event and its answer are large': {
    files: node('await echo()'),
    payloads: [JSON.stringify('x'.repeat(6_000_000))],
    found: ['request-near-limit', 'response-near-limit'],
  },
  'its event is too large': {
    files: node('await echo()'),
    payloads: [JSON.stringify('x'.repeat(6_291_456))],
    found: ['request-over-limit'],
    until: (entries) => entries.some(({ event }) => event.type === 'exchange.answered' && event.status === 413),
  },
  'it needs too much memory': {
    files: node('await next()\nconst kept = Buffer.alloc(300_000_000, 1)\nsetTimeout(() => kept.length, 60000)'),
    found: ['memory-over-limit'],
    maybe: ['memory-near-limit'],
  },
  'it prints very much': {
    files: node(`${json}
for (;;) {
  const { id } = await next()
  for (let line = 0; line < 1500; line += 1) console.log('line', line)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await post('invocation/' + id + '/response', '{}', json)
}`),
    found: ['flood'],
  },
  'it names a path of Lambda': {
    files: node(`${json}
const code = '/var/task/index.js'
for (;;) {${onePass}
}`),
    found: ['path-not-mapped'],
  },
  'it wants a port for itself': {
    files: node(
      `${json}
await new Promise((resolve) => require('node:http').createServer().listen(Number(process.env.OWN), '127.0.0.1', resolve))
for (;;) {
  const { id } = await next()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await post('invocation/' + id + '/response', '{}', json)
}`,
      { settings: { concurrency: 2, variables: { OWN: String(await freePort()) } } },
    ),
    payloads: ['{}', '{}'],
    atOnce: true,
    found: ['port-taken', 'exit-in-init'],
  },
  'it does not heed SIGTERM': {
    files: extended('true', {}, 'slow.sh', "process.on('SIGTERM', () => {})"),
    shutDown: true,
    found: ['sigterm-ignored'],
  },
  'its extension never asks': {
    files: {
      ...extended('true', { timeout: 1 }),
      'extensions/slow.sh': {
        text: '#!/bin/sh\ncurl -s "http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension/register" -H "Lambda-Extension-Name: slow.sh" -d "{}"\nsleep 60\n',
        mode: 0o755,
      },
    },
    early: true,
    found: ['extension-never-asked'],
  },
  'its extension does not listen': {
    files: extended(
      'true',
      { freeze: false },
      'slow.sh',
      '',
      `curl -s -o /dev/null -X PUT "http://$AWS_LAMBDA_RUNTIME_API/2022-07-01/telemetry" -H "Lambda-Extension-Identifier: $id" -d '{"schemaVersion":"2022-12-13","types":["platform"],"buffering":{"timeoutMs":25},"destination":{"protocol":"HTTP","URI":"http://sandbox.localdomain:${await freePort()}"}}'`,
    ),
    found: ['telemetry-refused', 'telemetry-dropped'],
    until: has('telemetry.dropped'),
  },
}

/**
 * A runtime that does well, but for what it does `first`, with an extension that does this with each event. `name`: by which it
 * registers; `then`: what it does after that.
 */
function extended(
  work: string,
  settings: Record<string, unknown> = {},
  name = 'slow.sh',
  first = '',
  then = 'true',
): FunctionFiles {
  const api = '"http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension'
  const text = `#!/bin/sh
id=$(curl -si ${api}/register" -H "Lambda-Extension-Name: ${name}" -d '{"events":["INVOKE"]}' | tr -d '\r' | sed -n 's/^lambda-extension-identifier: //ip')
${then}
while curl -s -o /dev/null ${api}/event/next" -H "Lambda-Extension-Identifier: $id"; do
  ${work}
done
`
  const files = { 'extensions/slow.sh': { text, mode: 0o755 } }
  return node(`${json}\n${first}\nfor (;;) {${onePass}\n}`, { settings, files })
}

describe('a planted mistake', () => {
  const name = 'planted'
  const open = (files: FunctionFiles) => startPlayground({ functions: { [name]: files } })
  const call = async (playground: Playground, { payloads = ['{}'], atOnce }: Planted) => {
    const invoke = (payload: string) => playground.invoke(name, payload)
    if (atOnce) await Promise.all(payloads.map(invoke))
    else for (const payload of payloads) await invoke(payload)
  }
  const begun = new Map<string, { playground: Playground; called: Promise<void> }>()
  beforeAll(async () => {
    for (const [title, one] of Object.entries(planted)) {
      if (!one.early) continue
      const playground = await open(one.files)
      begun.set(title, { playground, called: call(playground, one) })
    }
  })
  afterAll(() => Promise.all([...begun.values()].map(({ playground }) => playground.close())))

  test.each(Object.entries(planted))('%s', async (title, one) => {
    const { files, payloads = ['{}'], shutDown, until, found, maybe = [] } = one
    const early = begun.get(title)
    const playground = early?.playground ?? (await open(files))
    if (early === undefined) onTestFinished(playground.close)
    await (early?.called ?? call(playground, one))
    if (shutDown) await writeFile(join(playground.functionFolder(name), 'changed'), 'once')
    const over = (entries: Entry[]) =>
      entries.filter(({ event }) => event.type === 'invocation.settled').length >= payloads.length
    const enough = until ?? (shutDown ? (entries: Entry[]) => entries.some(isGone) : over)
    // Some of it shows a moment after the last invocation was over.
    const all = (entries: Entry[]) => {
      const rules = new Set(findingsIn(entries).map(({ rule }) => rule))
      return enough(entries) && found.every((rule) => rules.has(rule))
    }
    const findings = told(findingsIn(await playground.entriesUntil(all)).filter((finding) => finding.function === name))
    for (const rule of maybe) delete findings[rule]
    expect(Object.keys(findings).sort(), JSON.stringify(findings)).toEqual([...found].sort())
  })
})

describe('a runtime that somebody else started', () => {
  test('answers too late, and its caller has gone', async () => {
    const playground = await startPlayground()
    onTestFinished(playground.close)
    const base = `http://127.0.0.1:${playground.attachPort}/hand/2018-06-01/runtime/invocation`
    const next = fetch(`${base}/next`)
    const impatient = fetch(`${playground.address}/2015-03-31/functions/hand/invocations`, {
      method: 'POST',
      body: '{}',
      signal: AbortSignal.timeout(1500),
    }).catch(() => 'gone')
    const id = (await next).headers.get('lambda-runtime-aws-request-id')!
    expect(await impatient).toBe('gone')
    await playground.entriesUntil(has('invocation.settled'))
    expect((await fetch(`${base}/${id}/response`, { method: 'POST', body: '{}' })).status).toBe(400)
    const findings = told(findingsIn(await playground.entries()))
    expect(Object.keys(findings), JSON.stringify(findings)).toEqual([
      'caller-gave-up',
      'deadline-missed',
      'answered-too-late',
    ])
  })
})

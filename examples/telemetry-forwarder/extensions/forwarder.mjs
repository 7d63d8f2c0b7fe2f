#!/usr/bin/env node
// An extension that sends telemetry on. FORWARD_TO of function.json says where to: `http://…`, or a file in TMPDIR.
import { appendFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { basename, join } from 'node:path'

const to = process.env.FORWARD_TO
let waiting = []

// Lambda posts batches here. They are only put aside: an answer that is late holds up the environment.
const server = createServer(async (batch, answer) => {
  let text = ''
  for await (const chunk of batch) text += chunk
  waiting.push(...JSON.parse(text))
  answer.end()
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

const { headers } = await call(
  'POST',
  '/2020-01-01/extension/register',
  { 'Lambda-Extension-Name': basename(process.argv[1]) },
  { events: ['INVOKE', 'SHUTDOWN'] },
)
const identity = { 'Lambda-Extension-Identifier': headers['lambda-extension-identifier'] }
await call('PUT', '/2022-07-01/telemetry', identity, {
  schemaVersion: '2022-12-13',
  types: ['platform', 'function'],
  buffering: { timeoutMs: 100, maxItems: 1000, maxBytes: 262144 },
  destination: { protocol: 'HTTP', URI: `http://sandbox.localdomain:${server.address().port}/` },
})

for (;;) {
  const { body: event } = await call('GET', '/2020-01-01/extension/event/next', identity)
  // INVOKE: what the invocation before left behind, its report too, goes while this one runs. SHUTDOWN: all the rest.
  await forward()
  if (event.eventType !== 'SHUTDOWN') continue
  // There is no next time: what could not be sent is tried twice again, and is lost then.
  for (let tries = 0; tries < 2 && waiting.length > 0; tries += 1) await forward()
  process.exit(0)
}

/** One request for all that waits. What could not be sent waits for the next time. */
async function forward() {
  const events = waiting
  if (events.length === 0) return
  waiting = []
  const ndjson = events.map((event) => `${JSON.stringify(event)}\n`).join('')
  try {
    if (to.startsWith('file:')) await appendFile(join(process.env.TMPDIR ?? '/tmp', to.slice(5)), ndjson)
    else {
      const sent = await fetch(to, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: ndjson,
        signal: AbortSignal.timeout(1000),
      })
      if (!sent.ok) throw new Error(`it answered ${sent.status}`)
    }
    console.log(`sent ${events.length} events on to ${to}`)
  } catch (error) {
    waiting = [...events, ...waiting].slice(-10_000)
    console.log(`could not send ${events.length} events on to ${to}: ${error.message}`)
  }
}

/** One call of Lambda's APIs. `fetch` would give up after five minutes; an event may take longer. */
function call(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}${path}`
    const sent = request(url, { method, headers }, async (answer) => {
      let text = ''
      for await (const chunk of answer) text += chunk
      if (answer.statusCode !== 200) return reject(new Error(`${path} was refused: ${text}`))
      resolve({ headers: answer.headers, body: method === 'PUT' ? text : JSON.parse(text) })
    })
    sent.on('error', reject).end(body && JSON.stringify(body))
  })
}

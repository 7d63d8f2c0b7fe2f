#!/usr/bin/env node
// An extension that Lambda sends telemetry to: it counts the events by type, and draws the counts.
import { createServer, request } from 'node:http'
import { basename } from 'node:path'

const counts = new Map()

function draw(title) {
  const widest = Math.max(...[...counts.keys()].map((type) => type.length))
  const bars = [...counts].map(([type, count]) => `${type.padEnd(widest)} ${'█'.repeat(Math.min(count, 40))} ${count}`)
  console.log([title, ...bars].join('\n'))
}

// Telemetry comes to a server of our own, in batches: each is a POST with a list of events.
const server = createServer(async (batch, answer) => {
  let text = ''
  for await (const chunk of batch) text += chunk
  const events = JSON.parse(text)
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1)
  draw(`a batch of ${events.length}`)
  answer.end()
})
// Here 127.0.0.1 is enough. On Lambda it has to be `sandbox.localdomain`, the name by which Lambda calls it.
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

const name = basename(process.argv[1])
const { headers } = await call(
  'POST',
  '/2020-01-01/extension/register',
  { 'Lambda-Extension-Name': name },
  {
    events: ['INVOKE', 'SHUTDOWN'],
  },
)
const identity = { 'Lambda-Extension-Identifier': headers['lambda-extension-identifier'] }

// One subscribes during Init, and not later. What happened before, from platform.initStart on, is sent all the same.
// There is a third type, `extension`: what extensions print. Here it would never end: each batch makes this one print.
await call('PUT', '/2022-07-01/telemetry', identity, {
  schemaVersion: '2022-12-13',
  types: ['platform', 'function'],
  buffering: { timeoutMs: 100, maxItems: 1000, maxBytes: 262144 },
  destination: { protocol: 'HTTP', URI: `http://sandbox.localdomain:${server.address().port}/` },
})

for (;;) {
  const { body: event } = await call('GET', '/2020-01-01/extension/event/next', identity)
  if (event.eventType !== 'SHUTDOWN') continue
  // Whatever was left came before this event: nothing is lost. Save a change of any file to see it.
  draw('SHUTDOWN: all in all')
  process.exit(0)
}

/** One call of Lambda's APIs. `fetch` would give up after five minutes; an event may take longer. */
function call(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}${path}`
    const sent = request(url, { method, headers }, async (answer) => {
      let text = ''
      for await (const chunk of answer) text += chunk
      if (answer.statusCode === 200) resolve({ headers: answer.headers, body: JSON.parse(text) })
      else reject(new Error(`${path} was refused: ${text}`))
    })
    sent.on('error', reject).end(body && JSON.stringify(body))
  })
}

#!/usr/bin/env node
// An extension that keeps a value for the function: it is fetched before anybody asks, and again when it is too old.
import { writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const keepMs = Number(process.env.KEEP_MS)
let versions = 0
let price = load()

/** In real life a secret, a parameter or a price list, from a place that is far away. */
function load() {
  const value = sleep(500).then(() => ({ value: 42, version: (versions += 1) }))
  return { value, since: Date.now() }
}

// The function asks here. Who comes while the value is on its way waits for it.
const server = createServer(async (_, answer) => answer.end(JSON.stringify(await price.value)))
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
// On Lambda an environment has all ports for itself, and a fixed one would do. Here all are on one machine.
writeFileSync(join(process.env.TMPDIR ?? '/tmp', 'cache-port'), String(server.address().port))

const { headers } = await call(
  'POST',
  '/register',
  { 'Lambda-Extension-Name': basename(process.argv[1]) },
  { events: ['INVOKE', 'SHUTDOWN'] },
)
const identity = { 'Lambda-Extension-Identifier': headers['lambda-extension-identifier'] }

// Ready when the value is there: this is Init, which costs the first caller less than a wait of the function would.
await price.value
for (;;) {
  const { body: event } = await call('GET', '/event/next', identity)
  if (event.eventType === 'SHUTDOWN') process.exit(0)
  // The function runs at the same time. Nothing runs between invocations: a timer would be frozen with all the rest.
  if (Date.now() - price.since < keepMs) continue
  console.log('the price is too old: getting it again')
  price = load()
  await price.value
}

/** One call of the Extensions API. `fetch` would give up after five minutes; an event may take longer. */
function call(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2020-01-01/extension${path}`
    const sent = request(url, { method, headers }, async (answer) => {
      let text = ''
      for await (const chunk of answer) text += chunk
      if (answer.statusCode === 200) resolve({ headers: answer.headers, body: JSON.parse(text) })
      else reject(new Error(`${path} was refused: ${text}`))
    })
    sent.on('error', reject).end(body && JSON.stringify(body))
  })
}

#!/usr/bin/env node
// An extension that misbehaves as the function wishes. None of this is the function's fault, but its callers pay for it.
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ways = {
  good: () => {},

  // Takes longer than the time-out allows. The caller has the answer, yet the invocation times out, as it lasts until
  // the extension asks again. One second late it does, gets SHUTDOWN, and ends in order.
  slow: () => sleep(4000),

  // Ends. A caller without an answer gets Extension.Crash; one with an answer keeps it (set "ms" of the event to 0).
  // Either way the environment is lost, and the next invocation begins with Init.
  crash: () => process.exit(1),

  // Never asks again. As with `slow` the invocation times out, but SHUTDOWN finds nobody: two seconds later it is killed.
  silent: () => new Promise((resolve) => setTimeout(resolve, 3_600_000)),

  // Asks again, so nothing seems wrong, until the function times out: then it gets SHUTDOWN and does not care. It is
  // killed two seconds later, and the next invocation has to wait for that.
  stubborn: () => (stubborn = true),
}
let stubborn = false

const name = basename(process.argv[1])
const { headers } = await call(
  'POST',
  '/register',
  { 'Lambda-Extension-Name': name },
  { events: ['INVOKE', 'SHUTDOWN'] },
)
const identity = { 'Lambda-Extension-Identifier': headers['lambda-extension-identifier'] }

for (;;) {
  const { body: event } = await call('GET', '/event/next', identity)
  if (event.eventType === 'SHUTDOWN') {
    console.log(`SHUTDOWN, because of ${event.shutdownReason}:`, stubborn ? 'so what' : 'the end')
    if (!stubborn) process.exit(0)
    continue
  }
  const wish = await wishOf(event.requestId)
  console.log('the extension is', wish)
  await (ways[wish] ?? ways.good)()
}

/** What the function wrote down for this invocation. Both got the event at one moment, so it may take a little. */
async function wishOf(requestId) {
  for (;;) {
    const wish = await readFile(join(tmpdir(), requestId), 'utf8').catch(() => undefined)
    if (wish !== undefined) return wish
    await sleep(10)
  }
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

#!/usr/bin/env node
// An external extension: a program of its own. Lambda starts each file in `extensions` before the runtime.
import { request } from 'node:http'
import { basename } from 'node:path'

// It registers under the name of its file, and says which events it wants. The runtime is not started before.
const name = basename(process.argv[1])
const registered = await call(
  'POST',
  '/register',
  { 'Lambda-Extension-Name': name },
  { events: ['INVOKE', 'SHUTDOWN'] },
)
const identity = { 'Lambda-Extension-Identifier': registered.headers['lambda-extension-identifier'] }
console.log('the extension is registered for', registered.body.functionName)

for (;;) {
  // The first call says that it is ready; each later one, that it is done with the event before. Then it waits, as the
  // runtime does. The environment is free when both wait: an extension that is slow to ask again keeps it busy.
  const { body: event } = await call('GET', '/event/next', identity)

  // It is told of the invocation, but never gets the payload: compare with what the handler prints.
  console.log('the extension got', JSON.stringify(event))

  // The last event: until `deadlineMs` it may tidy up, then it is killed. Save a change of any file to see it.
  if (event.eventType === 'SHUTDOWN') process.exit(0)
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

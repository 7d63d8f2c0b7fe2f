// Real extensions for tests: executables that a function brings in its folder `extensions`.

/** What an extension does beside asking for events. */
type Acts = {
  /** It asks at this address before it asks for its next event. */
  waitsAt?: string
  /** It never asks again after an INVOKE, and does not end at SHUTDOWN. */
  stuck?: true
  events?: readonly ('INVOKE' | 'SHUTDOWN')[]
  /** It listens on this port, 0 for any, and subscribes to telemetry with it. */
  telemetryPort?: number
  /** It answers that many batches with 500 first. */
  refuses?: number
  /** It ends with this status instead of asking for its first event. */
  exit?: number
}

/** The text of an executable for Node.js. */
export function extension({
  waitsAt,
  stuck,
  events = ['INVOKE', 'SHUTDOWN'],
  telemetryPort,
  refuses = 0,
  exit,
}: Acts = {}): string {
  return `#!/usr/bin/env node
const http = require('node:http')
const host = process.env.AWS_LAMBDA_RUNTIME_API
const name = require('node:path').basename(process.argv[1])
let refused = 0
async function main() {
  const registered = await fetch('http://' + host + '/2020-01-01/extension/register', {
    method: 'POST',
    headers: { 'Lambda-Extension-Name': name },
    body: JSON.stringify({ events: ${JSON.stringify(events)} }),
  })
  const headers = { 'Lambda-Extension-Identifier': registered.headers.get('lambda-extension-identifier') }
  ${telemetryPort === undefined ? '' : subscription(telemetryPort, refuses)}
  ${exit === undefined ? '' : `console.error('cannot go on'); process.exit(${exit})`}
  for (;;) {
    const answer = await fetch('http://' + host + '/2020-01-01/extension/event/next', { headers })
    const event = await answer.json()
    console.log(name + ' got ' + event.eventType)
    ${stuck ? 'await new Promise(() => {})' : "if (event.eventType === 'SHUTDOWN') process.exit(0)"}
    ${waitsAt === undefined ? '' : `await fetch(${JSON.stringify(waitsAt)})`}
  }
}
setInterval(() => {}, 60_000)
main().catch((problem) => { console.error(problem); process.exit(9) })
`
}

function subscription(port: number, refuses: number): string {
  return `const receiver = http.createServer((request, response) => {
    request.resume().on('end', () => {
      response.statusCode = refused < ${refuses} ? 500 : 200
      refused += 1
      response.end()
    })
  })
  await new Promise((resolve, reject) => receiver.on('error', reject).listen(${port}, '127.0.0.1', resolve))
  const { port } = receiver.address()
  await fetch('http://' + host + '/2022-07-01/telemetry', {
    method: 'PUT',
    headers,
    body: JSON.stringify({
      schemaVersion: '2022-12-13',
      types: ['platform', 'function'],
      buffering: { timeoutMs: 25, maxBytes: 262144, maxItems: 1000 },
      destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain:' + port + '/' },
    }),
  })`
}

/** A handler that answers at once, for functions whose extensions are what matters. */
export const handler = `export async function handler(event) {
  console.log('hello', event.name ?? 'nobody')
  return { hello: event.name ?? null }
}
`

// The least that is an external extension: it asks for each INVOKE, or it takes telemetry by HTTP, answering each batch
// after a while and keeping count of the events in a file.
import { appendFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'

const [name, takes, types, delayMs, countFile] = process.argv.slice(2)
const address = new URL(`http://${process.env.AWS_LAMBDA_RUNTIME_API}`)
const agent = new Agent({ keepAlive: true })

function call(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }
    const sent = request(
      { host: address.hostname, port: address.port, method, path, agent, headers: { ...headers, ...length } },
      (answer) => {
        answer.resume().on('end', () => {
          if (answer.statusCode === 200) resolve(answer.headers)
          else reject(new Error(`${method} ${path} was answered with ${answer.statusCode}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Resolves with the port. */
function receive() {
  const server = createServer((batch, answer) => {
    const chunks = []
    batch
      .on('data', (chunk) => chunks.push(chunk))
      .on('end', () => {
        const { length } = JSON.parse(Buffer.concat(chunks).toString())
        if (countFile !== undefined) appendFileSync(countFile, `${length}\n`)
        setTimeout(() => answer.end(), Number(delayMs))
      })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))
}

const events = takes === 'invoke' ? ['INVOKE'] : []
const registered = await call(
  'POST',
  '/2020-01-01/extension/register',
  { 'Lambda-Extension-Name': name },
  JSON.stringify({ events }),
)
const identity = { 'Lambda-Extension-Identifier': registered['lambda-extension-identifier'] }
if (takes === 'telemetry') {
  const port = await receive()
  const subscription = {
    schemaVersion: '2022-12-13',
    types: types.split(','),
    destination: { protocol: 'HTTP', URI: `http://sandbox.localdomain:${port}` },
  }
  await call('PUT', '/2022-07-01/telemetry', identity, JSON.stringify(subscription))
}
for (;;) await call('GET', '/2020-01-01/extension/event/next', identity)

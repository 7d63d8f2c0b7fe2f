#!/usr/bin/env node
// An extension that stands between the runtime and the Runtime API. Security tools do it: they see each event and answer.
import { writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { basename, join } from 'node:path'

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}`

// The runtime asks here. Whole bodies are passed on: one that streams would be gathered first.
const server = createServer(async (asked, answer) => {
  try {
    const sent = edited(asked.url, /\/response$/, await read(asked), (result) => {
      if (result.password === undefined) return
      console.log('took a password out of the answer')
      delete result.password
    })
    const got = await call(asked.method, asked.url, asked.headers, sent)
    const body = edited(asked.url, /\/invocation\/next$/, got.body, (event) => {
      event.checkedBy = 'proxy'
    })
    console.log(`${asked.method} ${asked.url.split('/').at(-1)} ${got.status}`)
    answer.writeHead(got.status, { ...without(got.headers), 'content-length': body.length }).end(body)
  } catch (error) {
    answer.writeHead(502).end(error.message)
  }
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
// On Lambda a fixed port would do. Here all environments are on one machine, and the wrapper is told which it is.
writeFileSync(join(process.env.TMPDIR ?? '/tmp', 'proxy-port'), String(server.address().port))

// The runtime is started when this has registered: the proxy listens by then.
const name = { 'Lambda-Extension-Name': basename(process.argv[1]) }
const extensions = '/2020-01-01/extension'
const { headers } = await call('POST', `${extensions}/register`, name, JSON.stringify({ events: [] }))
const identity = { 'Lambda-Extension-Identifier': headers['lambda-extension-identifier'] }
// It wants no event. Without this call it would not be ready; it is answered never.
await call('GET', `${extensions}/event/next`, identity)

/** The JSON of a body, changed by `change` where the path is like this. */
function edited(path, like, body, change) {
  if (!like.test(path)) return body
  const json = JSON.parse(body)
  change(json)
  return Buffer.from(JSON.stringify(json))
}

/** Heads without those that are of one connection alone. */
function without({ connection, host, 'keep-alive': _, 'transfer-encoding': __, 'content-length': ___, ...rest }) {
  return rest
}

/** One call of Lambda's APIs. `fetch` would give up after five minutes; an event may take longer. */
function call(method, path, headers, body = '') {
  return new Promise((resolve, reject) => {
    const length = body.length === 0 ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = request(api + path, { method, headers: { ...without(headers), ...length } }, async (answer) => {
      resolve({ status: answer.statusCode, headers: answer.headers, body: await read(answer) })
    })
    sent.on('error', reject).end(body)
  })
}

async function read(stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

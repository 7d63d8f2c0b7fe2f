// The least that could serve the same three exchanges: one process, routing by hand, nothing recorded.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'

const waiting = []
const queued = []
const callers = new Map()

function read(request, done) {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => done(Buffer.concat(chunks)))
}

function deliver() {
  while (waiting.length > 0 && queued.length > 0) {
    const { id, body } = queued.shift()
    const heads = {
      'Content-Type': 'application/json',
      'Content-Length': body.length,
      'Lambda-Runtime-Aws-Request-Id': id,
      'Lambda-Runtime-Deadline-Ms': Date.now() + 3000,
    }
    waiting.shift().writeHead(200, heads).end(body)
  }
}

const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
  if (request.url.endsWith('/next')) {
    waiting.push(response)
    deliver()
  } else if (request.url.endsWith('/response')) {
    const id = request.url.split('/').at(-2)
    read(request, (body) => {
      callers.get(id).writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body)
      callers.delete(id)
      response.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': 16 }).end('{"status":"OK"}\n')
    })
  } else {
    read(request, (body) => {
      const id = randomUUID()
      callers.set(id, response)
      queued.push({ id, body })
      deliver()
    })
  }
})
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`))

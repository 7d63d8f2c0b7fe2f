// The least that answers a call at all: no Lambda, the body comes back.
import { createServer } from 'node:http'

const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
  const chunks = []
  request
    .on('data', (chunk) => chunks.push(chunk))
    .on('end', () => {
      const body = Buffer.concat(chunks)
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body)
    })
})
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`))

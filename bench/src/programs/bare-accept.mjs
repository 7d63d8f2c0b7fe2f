// The least that could take an asynchronous event: the body is read, nothing is kept, and the answer is 202.
import { createServer } from 'node:http'

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(202, { 'Content-Length': 0 }).end())
})
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`))

// The least that streams: what is posted to it goes on to whoever waits, as it comes. Nothing is framed, and nothing recorded.
import { createServer } from 'node:http'

let caller
let poll
const server = createServer({ requestTimeout: 0 }, (request, response) => {
  if (request.url.endsWith('/next')) {
    poll = response
    hand()
  } else if (request.url.endsWith('/response')) {
    caller.writeHead(200)
    request.pipe(caller)
    request.on('end', () => response.writeHead(202, { 'Content-Length': 0 }).end())
  } else {
    caller = response
    request.resume().on('end', hand)
  }
})

function hand() {
  if (caller === undefined || caller.headersSent || poll === undefined) return
  poll.writeHead(200, { 'Lambda-Runtime-Aws-Request-Id': 'one', 'Content-Length': 2 }).end('{}')
  poll = undefined
}
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`))

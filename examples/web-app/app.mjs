// A web application as it would run anywhere: it listens on PORT, and nothing in it is of Lambda.
import { createServer } from 'node:http'

const orders = new Map([['42', { id: '42', what: 'tea' }]])

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://web-app')
  const send = (status, value) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
  }
  // The adapter asks here until it is answered, and asks Lambda for work then: that is Init.
  if (pathname === '/healthy') return send(200, { healthy: true })
  const order = orders.get(/^\/orders\/(\w+)$/.exec(pathname)?.[1])
  if (request.method === 'GET' && order !== undefined) return send(200, order)
  if (request.method === 'POST' && pathname === '/orders') {
    let text = ''
    for await (const chunk of request) text += chunk
    const id = String(42 + orders.size)
    orders.set(id, { id, ...JSON.parse(text) })
    return send(201, orders.get(id))
  }
  send(404, { message: `There is nothing at ${request.method} ${pathname}.` })
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('the application listens'))

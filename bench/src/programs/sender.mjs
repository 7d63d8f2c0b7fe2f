// Sends so many asynchronous events, so many at once; says how many were accepted, and how many a second.
import { Agent, request } from 'node:http'

const [url, count, inFlight, from] = [process.argv[2], ...process.argv.slice(3).map(Number)]
const agent = new Agent({ keepAlive: true, maxSockets: inFlight })
let sent = 0
let accepted = 0

function send(body) {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Length': Buffer.byteLength(body), 'X-Amz-Invocation-Type': 'Event' }
    const event = request(url, { method: 'POST', agent, headers }, (answer) => {
      if (answer.statusCode === 202) accepted += 1
      answer.resume().on('end', resolve)
    })
    event.on('error', reject)
    event.end(body)
  })
}

async function loop() {
  while (sent < count) {
    const number = from + sent
    sent += 1
    await send(`{"number":${number},"order":{"id":8812,"items":["tea","scones"]},"urgent":true}`)
  }
}

const began = performance.now()
await Promise.all(Array.from({ length: inFlight }, loop))
const seconds = (performance.now() - began) / 1000
console.log(`result ${JSON.stringify({ accepted, perSecond: accepted / seconds })}`)
process.exit(0)

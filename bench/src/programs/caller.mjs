// Calls as fast as it is answered, so many at once, for so long, at most so many a second; says how many it made and how
// long each took.
import { Agent, request } from 'node:http'

const [url, inFlight, forMs] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const perSecond = Number(process.argv[5] ?? Number.POSITIVE_INFINITY)
const agent = new Agent({ keepAlive: true, maxSockets: inFlight })
const event = Buffer.from('{"name":"Ada","order":{"id":8812,"items":["tea","scones"]},"urgent":true}')
const took = []

function invoke() {
  const from = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { 'Content-Length': event.length } }, (answer) => {
      answer.resume().on('end', () => {
        took.push(performance.now() - from)
        if (answer.statusCode === 200) resolve()
        else reject(new Error(`answered with ${answer.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(event)
  })
}

const from = performance.now()
async function loop() {
  for (let made = 0; performance.now() < from + forMs; made += 1) {
    const early = from + (made * inFlight * 1000) / perSecond - performance.now()
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early))
    await invoke()
  }
}
await Promise.all(Array.from({ length: inFlight }, loop))
const seconds = (performance.now() - from) / 1000
took.sort((a, b) => a - b)
const result = {
  perSecond: took.length / seconds,
  medianMs: took[took.length >> 1],
  p95Ms: took[Math.floor(took.length * 0.95)],
  count: took.length,
}
console.log(`result ${JSON.stringify(result)}`)
process.exit(0)

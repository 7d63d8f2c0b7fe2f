// Calls so many times, one after another, and says how long the first byte of each body took, and how fast the rest came.
import { Agent, request } from 'node:http'

const [url, calls] = [process.argv[2], Number(process.argv[3])]
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

function invoke() {
  const from = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { 'Content-Length': 2 } }, (answer) => {
      let first
      let bytes = 0
      answer.on('data', (data) => {
        first ??= performance.now()
        bytes += data.length
      })
      answer.on('end', () => resolve({ bytes, firstMs: first - from, ms: performance.now() - from }))
    })
    sent.on('error', reject)
    sent.end('{}')
  })
}

const told = []
for (let made = 0; made < calls; made += 1) told.push(await invoke())
const firsts = told.map(({ firstMs }) => firstMs).sort((a, b) => a - b)
const bytes = told.reduce((sum, one) => sum + one.bytes, 0)
const seconds = told.reduce((sum, { ms }) => sum + ms, 0) / 1000
console.log(`result ${JSON.stringify({ mbPerSecond: bytes / seconds / 1e6, firstMs: firsts[firsts.length >> 1] })}`)
process.exit(0)

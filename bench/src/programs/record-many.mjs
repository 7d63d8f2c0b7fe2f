// Records so many exchanges into a journal of its own, and says what is held of them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../apps/server/src/clock.ts'
import { openJournal } from '../../../apps/server/src/persistence/journal.ts'

const exchanges = Number(process.argv[2])
// The recorder's own timers keep no process alive.
const alive = setInterval(() => {}, 1000)
const dataFolder = mkdtempSync(join(tmpdir(), 'playground-bench-memory-'))
const journal = await openJournal({ dataFolder, clock: systemClock, version: 'bench' })
const heapMb = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1024 / 1024
}
const before = heapMb()
const body = Buffer.from('{"name":"Ada","order":{"id":8812,"items":["tea","scones"]}}')
let windowMb = 0
for (let made = 0; made < exchanges;) {
  for (let batch = 0; batch < 500 && made < exchanges; batch += 1, made += 1) {
    const of = { function: 'f', environment: 'f/1', exchange: made + 1, connection: 1 }
    journal.recorder.record(of, {
      type: 'exchange.opened',
      endpoint: 'next',
      from: 'runtime',
      method: 'GET',
      target: '/2018-06-01/runtime/invocation/next',
      heads: [
        ['Host', '127.0.0.1:9001'],
        ['Connection', 'keep-alive'],
      ],
      reused: made,
    })
    const heads = [['Content-Type', 'application/json']]
    journal.recorder.record(of, { type: 'exchange.answered', status: 200, heads, body: journal.recorder.body(body) })
  }
  const told = journal.lastSeq()
  await new Promise((resolve) => {
    const end = journal.subscribe(() => {
      if (journal.lastSeq() <= told) return
      end()
      resolve()
    })
  })
  windowMb = Math.max(windowMb, journal.windowBytes() / 1024 / 1024)
}
process.stdout.write(JSON.stringify({ windowMb, grownMb: heapMb() - before }))
await journal.close('done')
rmSync(dataFolder, { recursive: true, force: true })
clearInterval(alive)

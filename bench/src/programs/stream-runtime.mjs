// A runtime at an address that answers each event with a stream of so many bytes, as fast as they are taken.
import { Agent, request } from 'node:http'
import { once } from 'node:events'

const [address, bytes] = [process.argv[2], Number(process.argv[3])]
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const piece = Buffer.alloc(64 * 1024, 'a stream of words, ')
const base = `http://${address}/2018-06-01/runtime/invocation`

async function answerOf(sent) {
  const [answer] = await once(sent, 'response')
  await once(answer.resume(), 'end')
  return answer
}

async function loop() {
  for (;;) {
    const { headers } = await answerOf(request(`${base}/next`, { agent }).end())
    const sent = request(`${base}/${headers['lambda-runtime-aws-request-id']}/response`, {
      agent,
      method: 'POST',
      headers: { 'Lambda-Runtime-Function-Response-Mode': 'streaming', 'Transfer-Encoding': 'chunked' },
    })
    const answered = answerOf(sent)
    for (let left = bytes; left > 0; left -= piece.length) {
      const now = left < piece.length ? piece.subarray(0, left) : piece
      if (!sent.write(now)) await once(sent, 'drain')
    }
    sent.end()
    await answered
  }
}
loop().catch(() => process.exit(0))
console.log('looping')

// A runtime that serves several invocations in one environment. Have the page call it ten times at once to see it.
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`

// As many workers as `maxConcurrency` of function.json says. Each asks for work on its own: several `next` are parked
// at one time, and each gets an event of its own.
const workers = Number(process.env.AWS_LAMBDA_MAX_CONCURRENCY ?? 1)
await Promise.all(Array.from({ length: workers }, (_, index) => work(index + 1)))

async function work(worker) {
  for (;;) {
    const { headers, body } = await call('GET', '/invocation/next')
    const id = headers['lambda-runtime-aws-request-id']

    // Who comes first need not be answered first: only the id says which invocation an answer is for. And a line of the
    // log says nothing of the sort by itself, so it has to name its invocation.
    const { ms = Math.round(Math.random() * 1000) } = JSON.parse(body)
    console.log(`worker ${worker} takes ${ms} ms for ${id}`)
    await sleep(ms)
    await call('POST', `/invocation/${id}/response`, JSON.stringify({ worker, ms }))
  }
}

/** One call of the Runtime API. `fetch` would give up after five minutes; an event may take longer. */
function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const sent = request(api + path, { method }, async (answer) => {
      let text = ''
      for await (const chunk of answer) text += chunk
      if (answer.statusCode < 300) resolve({ headers: answer.headers, body: text })
      else reject(new Error(`${path} was refused: ${text}`))
    })
    sent.on('error', reject).end(body)
  })
}

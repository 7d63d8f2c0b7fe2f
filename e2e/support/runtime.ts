// Runtimes of our own for tests: an executable that asks for events and does with each what the test wants.

/**
 * The text of a bootstrap for Node.js. `on` is done with each event: `id` is its request id, `event` its text, `post(path, text,
 * heads)` posts to a path below `/2018-06-01/runtime/invocation/`, `sleep(ms)` waits.
 */
export function bootstrap(on: string): string {
  return `#!/usr/bin/env node
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/'
const post = (path, text, headers = {}) => fetch(base + path, { method: 'POST', body: text, headers })
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
async function main() {
  for (;;) {
    const answer = await fetch(base + 'next')
    const id = answer.headers.get('lambda-runtime-aws-request-id')
    const event = await answer.text()
    ${on}
  }
}
main()
`
}

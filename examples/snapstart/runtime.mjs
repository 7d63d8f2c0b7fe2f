// A runtime for SnapStart: Init runs ahead of any invocation, its result is kept, and an invocation begins with a restore.
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { connect } from 'node:net'

const { AWS_LAMBDA_RUNTIME_API, AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN } = process.env
const api = `http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`

// Init: what takes long is done here, once, and each restored environment has it.
let environmentId = randomUUID()
let connection = await open()
let credentials
const loadedAt = Date.now()

// But a snapshot is restored many times. What has to be unique, fresh or connected must not be taken from it.
const beforeSnapshot = [
  // The other side would not wait for us: a connection is closed before it breaks.
  () => connection.destroy(),
]
const afterRestore = [
  async () => (connection = await open()),
  // Else all restored environments would think that they are the same one.
  () => (environmentId = randomUUID()),
  // There are no keys among the variables, as they would be old by now: they are asked for.
  async () => {
    const headers = { Authorization: AWS_CONTAINER_AUTHORIZATION_TOKEN }
    credentials = JSON.parse((await call('GET', AWS_CONTAINER_CREDENTIALS_FULL_URI, undefined, headers)).body)
  },
]

for (const hook of beforeSnapshot) await hook()
console.log('ready for the snapshot')

// The snapshot is taken while this call waits. It returns when the environment is restored, for an invocation.
await call('GET', `${api}/restore/next`)
try {
  for (const hook of afterRestore) await hook()
} catch (error) {
  // A hook that fails is reported, and the environment is not used. Throw in one to see it.
  const description = { errorMessage: error.message, errorType: 'Runtime.AfterRestoreError' }
  await call('POST', `${api}/restore/error`, description, {
    'Lambda-Runtime-Function-Error-Type': description.errorType,
  })
  process.exit(1)
}
console.log('restored, after', Date.now() - loadedAt, 'ms')

// From here on it is a runtime as any other.
for (;;) {
  const { headers } = await call('GET', `${api}/invocation/next`)
  const answer = { environmentId, connected: !connection.destroyed, credentialsUntil: credentials.Expiration }
  await call('POST', `${api}/invocation/${headers['lambda-runtime-aws-request-id']}/response`, answer)
}

/** A connection that is kept, as one to a database would be; here to what is sure to be there. */
function open() {
  const [host, port] = AWS_LAMBDA_RUNTIME_API.split(':')
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), host, () => resolve(socket)).on('error', reject)
  })
}

/** One call. `fetch` would give up after five minutes; an event may take longer. */
function call(method, url, body, headers) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, async (answer) => {
      let text = ''
      for await (const chunk of answer) text += chunk
      if (answer.statusCode < 300) resolve({ headers: answer.headers, body: text })
      else reject(new Error(`${url} was refused: ${text}`))
    })
    sent.on('error', reject).end(body && JSON.stringify(body))
  })
}

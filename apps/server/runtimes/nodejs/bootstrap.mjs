// The Node.js runtime of the playground: loads a handler, asks for events, hands them over, posts what comes back.
import { describeError } from './errors.mjs'
import { callHandler } from './call-handler.mjs'
import { loadHandler } from './load-handler.mjs'
import { log, useConsole } from './log.mjs'
import { RuntimeApi } from './runtime-api.mjs'

const api = new RuntimeApi(process.env.AWS_LAMBDA_RUNTIME_API)
/** The request id of the invocation under way; undefined between invocations. */
let current

useConsole(() => current)

/** An error that nobody caught ends the process, as on Lambda; the caller is told what it was. */
async function failUncaught(error, errorType) {
  const description = describeError(error, errorType)
  log('ERROR', current, current === undefined ? 'Uncaught Exception' : 'Invoke Error', description)
  if (current !== undefined) await api.error(current, description).catch(() => {})
  process.exit(129)
}
process.on('uncaughtException', (error) => void failUncaught(error))
process.on('unhandledRejection', (reason) => {
  const error = new Error(reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason))
  void failUncaught(error, 'Runtime.UnhandledPromiseRejection')
})

let handler
try {
  handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER)
} catch (error) {
  const description = describeError(error)
  log('ERROR', undefined, 'Uncaught Exception', description)
  await api.initError(description).catch(() => {})
  process.exit(1)
}

for (;;) {
  const invocation = await api.next().catch((error) => {
    log('ERROR', undefined, 'The Runtime API cannot be reached', { errorMessage: error.message })
    process.exit(128)
  })
  current = invocation.requestId
  if (invocation.traceId === undefined) delete process.env._X_AMZN_TRACE_ID
  else process.env._X_AMZN_TRACE_ID = invocation.traceId
  try {
    const result = await callHandler(handler, invocation)
    await api.response(invocation.requestId, JSON.stringify(result === undefined ? null : result) ?? 'null')
  } catch (error) {
    const description = describeError(error)
    log('ERROR', current, 'Invoke Error', description)
    await api.error(invocation.requestId, description)
  }
  current = undefined
}

// The Node.js runtime of the playground: loads a handler, asks for events, hands them over, posts what comes back.
import { describeError } from './errors.mjs'
import { callHandler, callStreamingHandler } from './call-handler.mjs'
import { loadHandler } from './load-handler.mjs'
import { logError, useConsole } from './log.mjs'
import { offerStreaming, streamingOf } from './response-stream.mjs'
import { RuntimeApi } from './runtime-api.mjs'

const api = new RuntimeApi(process.env.AWS_LAMBDA_RUNTIME_API)
/** The invocation under way: its request id, and how it is told that it failed; undefined between invocations. */
let current

useConsole(() => current?.requestId)
offerStreaming()

/** An error that nobody caught ends the process, as on Lambda; the caller is told what it was. */
async function failUncaught(error) {
  logError(current === undefined ? 'Uncaught Exception' : 'Invoke Error', error)
  if (current !== undefined) await current.fail(describeError(error)).catch(() => {})
  process.exit(129)
}
process.on('uncaughtException', (error) => void failUncaught(error))
process.on('unhandledRejection', (reason) => {
  const error = new Error(reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason))
  error.name = 'Runtime.UnhandledPromiseRejection'
  void failUncaught(error)
})

let handler
try {
  handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER)
} catch (error) {
  logError('Uncaught Exception', error)
  await api.initError(describeError(error)).catch(() => {})
  process.exit(1)
}

const streaming = streamingOf(handler)
for (;;) {
  const invocation = await api.next().catch((error) => {
    logError('The Runtime API cannot be reached', error)
    process.exit(128)
  })
  const { requestId } = invocation
  current = { requestId, fail: (description) => api.error(requestId, description) }
  if (invocation.traceId === undefined) delete process.env._X_AMZN_TRACE_ID
  else process.env._X_AMZN_TRACE_ID = invocation.traceId
  try {
    if (streaming === undefined) {
      const result = await callHandler(handler, invocation)
      await api.response(requestId, JSON.stringify(result === undefined ? null : result) ?? 'null')
    } else {
      const stream = api.streamedResponse(requestId, streaming)
      current.fail = (description) => stream.fail(description)
      await callStreamingHandler(handler, invocation, stream)
    }
  } catch (error) {
    logError('Invoke Error', error)
    await current.fail(describeError(error))
  }
  current = undefined
}

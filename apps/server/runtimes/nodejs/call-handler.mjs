// Calls a handler as Lambda does: it may be async, may return a value, or may take a callback.

/** Resolves with the result; rejects with what the handler threw, or gave its callback as an error. */
export function callHandler(handler, invocation) {
  return new Promise((resolve, reject) => {
    let waitForEmptyLoop = true
    let answered = false
    const finish = (settle) => {
      if (answered) return
      answered = true
      if (!waitForEmptyLoop) return settle()
      // What the handler left running has to end first; nothing of ours keeps the loop alive meanwhile.
      process.once('beforeExit', settle)
    }
    const done = (error, result) =>
      finish(() => (error === null || error === undefined ? resolve(result) : reject(toError(error))))
    const context = contextOf(invocation)
    // The callbacks of old handlers.
    Object.assign(context, {
      done,
      succeed: (result) => done(null, result),
      fail: (error) => done(error ?? 'handled'),
    })
    Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
      enumerable: true,
      get: () => waitForEmptyLoop,
      set: (value) => (waitForEmptyLoop = value),
    })
    const now = (settle) => {
      if (answered) return
      answered = true
      settle()
    }
    try {
      const returned = handler(invocation.event, context, done)
      if (typeof returned?.then === 'function') {
        returned.then(
          (result) => now(() => resolve(result)),
          (error) => now(() => reject(error)),
        )
      } else if (handler.length < 3 && !answered) {
        now(() => resolve(returned))
      } else {
        // A callback that is never called answers with null, once nothing is left to do.
        process.once('beforeExit', () => now(() => resolve(null)))
      }
    } catch (error) {
      now(() => reject(error))
    }
  })
}

/** Calls a handler that writes its response to a stream; resolves when that was taken, rejects with what the handler threw. */
export async function callStreamingHandler(handler, invocation, stream) {
  const returned = handler(invocation.event, stream, contextOf(invocation))
  if (typeof returned?.then !== 'function') throw new Error('Streaming does not support non-async handlers.')
  if ((await returned) !== undefined) console.warn('Streaming handlers ignore return values.')
  await stream.answered
}

/** The context object (Developer Guide, nodejs-context). */
function contextOf(invocation) {
  const { env } = process
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: invocation.functionArn,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: invocation.requestId,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    identity: invocation.identity,
    clientContext: invocation.clientContext,
    getRemainingTimeInMillis: () => invocation.deadlineMs - Date.now(),
    callbackWaitsForEmptyEventLoop: true,
  }
}

function toError(error) {
  return error instanceof Error ? error : new Error(typeof error === 'string' ? error : JSON.stringify(error))
}

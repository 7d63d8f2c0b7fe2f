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
    const context = contextOf(invocation, done, {
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

/** The context object (Developer Guide, nodejs-context), with the callbacks of old handlers. */
function contextOf(invocation, done, emptyLoop) {
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
    get callbackWaitsForEmptyEventLoop() {
      return emptyLoop.get()
    },
    set callbackWaitsForEmptyEventLoop(value) {
      emptyLoop.set(value)
    },
    done,
    succeed: (result) => done(null, result),
    fail: (error) => done(error ?? 'handled'),
  }
}

function toError(error) {
  return error instanceof Error ? error : new Error(typeof error === 'string' ? error : JSON.stringify(error))
}

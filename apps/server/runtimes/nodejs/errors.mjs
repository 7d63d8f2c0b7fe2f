// Errors in the shape that Lambda's Node.js runtime gives them.

/** `{errorType, errorMessage, trace}`; `errorType` replaces the error's own name. */
export function describeError(error, errorType) {
  if (!(error instanceof Error)) {
    return {
      errorType: errorType ?? typeof error,
      errorMessage: typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error)),
      trace: [],
    }
  }
  return {
    errorType: errorType ?? (error.name || 'Error'),
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  }
}

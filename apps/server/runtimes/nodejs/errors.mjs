// Errors in the shape that Lambda's Node.js runtime gives them.

/** `{errorType, errorMessage, trace}`. */
export function describeError(error) {
  if (!(error instanceof Error)) {
    return {
      errorType: typeof error,
      errorMessage: typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error)),
      trace: [],
    }
  }
  return {
    errorType: error.name || 'Error',
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  }
}

/** Only printable ASCII may stand in a header. */
export function headerText(text) {
  return String(text).replace(/[^\x20-\x7e]/g, '?')
}

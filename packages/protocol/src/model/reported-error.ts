// Reads what a runtime posts as an error (Developer Guide, runtimes-api: errorType, errorMessage, stackTrace).

/** Members that are absent or no text are left out; a body of any other form gives neither. */
export function reportedError(body: string): { type?: string; message?: string } {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return {}
  }
  if (typeof parsed !== 'object' || parsed === null) return {}
  const { errorType, errorMessage } = parsed as { errorType?: unknown; errorMessage?: unknown }
  return {
    ...(typeof errorType === 'string' ? { type: errorType } : {}),
    ...(typeof errorMessage === 'string' ? { message: errorMessage } : {}),
  }
}

/** The same in base64, as a trailer has it. */
export function reportedInTrailer(value: string): { type?: string; message?: string } {
  try {
    return reportedError(new TextDecoder().decode(Uint8Array.from(atob(value), (letter) => letter.codePointAt(0)!)))
  } catch {
    return {}
  }
}

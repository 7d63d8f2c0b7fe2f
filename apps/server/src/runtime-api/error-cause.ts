// The error body that carries a cause for X-Ray: only what concerns the caller is passed on (official emulator, rapi handlers).

const causeType = 'application/vnd.aws.lambda.error.cause+json'

/** What the caller gets of an error body: all of it, or without its cause where its type says that there is one. */
export function errorPayload(bytes: Uint8Array, contentType: string | undefined): Uint8Array {
  if (contentType?.split(';')[0]?.trim().toLowerCase() !== causeType) return bytes
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(bytes).toString())
  } catch {
    parsed = undefined
  }
  if (typeof parsed !== 'object' || parsed === null) return Buffer.from('"Invalid error body"')
  const kept = Object.entries(parsed).filter(
    ([key]) => key === 'errorMessage' || key === 'errorType' || key === 'stackTrace',
  )
  return Buffer.from(JSON.stringify(Object.fromEntries(kept)))
}

// The prelude of a response that streams: what an HTTP response is to be, said before its body.

/** The content type by which a runtime says that there is one (Developer Guide, runtimes-custom: response streaming). */
const preludeType = 'application/vnd.awslambda.http-integration-response'

/** Whether a response of this content type begins with a prelude. */
export function hasPrelude(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]!.trim().toLowerCase() === preludeType
}

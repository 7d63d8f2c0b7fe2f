// The error that a runtime tells of in trailers, because its response was on its way already (Developer Guide, runtimes-custom).
import type { Heads } from '@playground/protocol'
import type { ReportedError } from '../environment/answering.ts'
import { scrubErrorType } from '../environment/failures.ts'

/** Undefined where there is none: trailers may be announced and stay empty. What is no base64 is left out, and the type counts. */
export function trailingError(trailers: Heads): ReportedError | undefined {
  const value = (wanted: string) => trailers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''
  const type = value('lambda-runtime-function-error-type')
  const body = value('lambda-runtime-function-error-body')
  if (type === '' && body === '') return undefined
  const base64 = body.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(body)
  return { errorType: scrubErrorType(type), body: Buffer.from(base64 ? body : '', 'base64') }
}

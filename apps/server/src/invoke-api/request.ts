// What an Invoke request asks for, checked in the service's order (API reference, Invoke).
import {
  clientContextLimit,
  eventPayloadLimit,
  invocationTypes,
  requestPayloadLimit,
  uuidPattern,
  type InvocationType,
} from '@playground/protocol'
import type { InvokeRefusal } from '../environment/invocation.ts'
import type { RequestBody } from '../http/body.ts'

export type InvokeHeads = {
  type: InvocationType
  tail: boolean
  clientContext: string | undefined
  tenant: string | undefined
}

/** The value of a head by its name in lower case. */
export type Heads = (name: string) => string | undefined

/** Invocation type, log type and client context, or why one of them will not do. */
export function readInvokeHeads(head: Heads): InvokeHeads | InvokeRefusal {
  const requestId = head('x-amzn-requestid')
  if (requestId !== undefined && !uuidPattern.test(requestId))
    return content(`x-amzn-RequestId must be a UUID, and ${JSON.stringify(requestId)} is not`)
  const type = head('x-amz-invocation-type') ?? 'RequestResponse'
  if (!isInvocationType(type))
    return parameter(`X-Amz-Invocation-Type ${JSON.stringify(type)} is none of ${invocationTypes.join(', ')}`)
  const logType = head('x-amz-log-type') ?? 'None'
  if (logType !== 'None' && logType !== 'Tail')
    return parameter(`X-Amz-Log-Type ${JSON.stringify(logType)} is neither None nor Tail`)
  const tenant = head('x-amz-tenant-id')
  if (tenant !== undefined && !/^[a-zA-Z0-9._:/=+@ -]{1,256}$/.test(tenant))
    return parameter('X-Amz-Tenant-Id must be 1 to 256 characters: letters, digits, spaces and . _ : / = + @ -')
  const given = type === 'RequestResponse' ? head('x-amz-client-context') : undefined
  if (given === undefined || given === '')
    return { type, tail: logType === 'Tail' && type === 'RequestResponse', clientContext: undefined, tenant }
  if (given.length > clientContextLimit)
    return content(`Client context must be at most ${clientContextLimit} bytes, and is ${given.length}`)
  const clientContext = decodeContext(given)
  if (clientContext === undefined) return content('Client context must be a JSON object in base64')
  return { type, tail: logType === 'Tail', clientContext, tenant }
}

/** Whether the call names a tenant where, and only where, the function keeps tenants apart; undefined where that is right. */
export function tenantProblem(tenant: string | undefined, isolated: boolean): InvokeRefusal | undefined {
  if (isolated && tenant === undefined)
    return parameter(
      'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
    )
  if (!isolated && tenant !== undefined)
    return parameter(
      'The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.',
    )
  return undefined
}

/** Size and form of the payload; undefined where it is good. */
export function payloadProblem(body: RequestBody, type: InvocationType): InvokeRefusal | undefined {
  if (body.tooLarge) {
    return {
      status: 413,
      type: 'RequestEntityTooLargeException',
      message: `Request must be smaller than ${requestPayloadLimit} bytes for the InvokeFunction operation`,
    }
  }
  if (type === 'Event' && body.length > eventPayloadLimit) {
    const message = `${body.length} byte payload is too large for the Event invocation type (limit ${eventPayloadLimit} bytes)`
    return { status: 413, type: 'RequestEntityTooLargeException', message }
  }
  if (body.length === 0) return undefined
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body.bytes))
    return undefined
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : 'not JSON'
    return content(`Could not parse request body into json: Could not parse payload into json: ${why}`)
  }
}

export function parameter(message: string): InvokeRefusal {
  return { status: 400, type: 'InvalidParameterValueException', message }
}

function content(message: string): InvokeRefusal {
  return { status: 400, type: 'InvalidRequestContentException', message }
}

function isInvocationType(type: string): type is InvocationType {
  return (invocationTypes as readonly string[]).includes(type)
}

/** One line of JSON text, since it travels in a header; undefined where it is no object in base64. */
function decodeContext(base64: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(base64, 'base64').toString())
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    // Header values are Latin-1: everything beyond it goes as JSON escapes.
    return JSON.stringify(value).replace(
      /[^\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  } catch {
    return undefined
  }
}

// The service's exceptions in the shape that its SDKs read (API reference, common errors; member case as in the SDKs' model).
import type { Answer } from '../http/exchange.ts'
import type { InvokeRefusal } from '../environment/invocation.ts'

/** Exceptions whose message member is spelled `Message`. */
const capital = new Set(['ResourceNotFoundException', 'ServiceException', 'InvalidRuntimeException'])

/** `x-amzn-ErrorType` and a JSON body; 429 says when to try again, in seconds. */
export function exceptionAnswer({ status, type, message, reason }: InvokeRefusal, requestId: string): Answer {
  const who = status < 500 ? 'User' : 'Service'
  const body = capital.has(type)
    ? { Message: message, Type: who }
    : { ...(reason === undefined ? {} : { Reason: reason }), Type: who, message }
  return {
    status,
    heads: {
      'Content-Type': 'application/json',
      'x-amzn-RequestId': requestId,
      'x-amzn-ErrorType': type,
      ...(status === 429 ? { 'Retry-After': '1' } : {}),
    },
    body: JSON.stringify(body),
    refusal: { errorType: type, message },
  }
}

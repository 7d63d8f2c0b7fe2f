// A response or error that was accepted, while its body comes: whatever it turns out to be, it counts.
import { responsePayloadLimit, type Belongs } from '@playground/protocol'
import { badModeResult, failureResult, runtimeResult, tooLargeFailure, truncatedFailure } from './failures.ts'
import type { Invocation } from './invocation.ts'
import type { Runtime } from './runtime.ts'

/** One of its methods ends it. */
export interface Answering {
  /** Bytes that it may have. */
  readonly limit: number
  whole(bytes: Uint8Array, errorType?: string): void
  tooLarge(length: number): void
  truncated(): void
  /** It announced a response mode that does not exist. */
  badMode(mode: string): void
}

/** Where one invocation is served at a time: the runtime's state moves with it. `of`: what its exchange belongs to. */
export function answeringOf(
  call: 'response' | 'error',
  invocation: Invocation,
  runtime: Runtime,
  environment: () => Belongs,
  of: Belongs,
): Answering {
  const { requestId } = invocation.request
  invocation.responseBegins()
  return {
    limit: responsePayloadLimit,
    whole(bytes, errorType) {
      invocation.responseEnds(bytes.byteLength, errorType)
      invocation.answer(environment(), runtimeResult(call, bytes, errorType))
      runtime.bodyRead(of)
    },
    tooLarge(length) {
      invocation.answer(environment(), failureResult(tooLargeFailure(length), requestId))
      runtime.bodyRead(of)
    },
    truncated() {
      invocation.answer(environment(), failureResult(truncatedFailure(), requestId))
      runtime.bodyRefused(of, 'truncated')
    },
    badMode(mode) {
      invocation.answer(environment(), badModeResult(mode))
      runtime.bodyRefused(of, 'response-mode')
    },
  }
}

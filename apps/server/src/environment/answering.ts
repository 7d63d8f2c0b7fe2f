// A response or error that was accepted, while its body comes: whatever it turns out to be, it counts.
import { responsePayloadLimit, streamedResponseLimit, type Belongs } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import {
  badModeResult,
  failureResult,
  runtimeResult,
  tooLargeFailure,
  truncatedFailure,
  type Failure,
} from './failures.ts'
import type { Invocation, ResponseSink } from './invocation.ts'
import { ResponseFlow } from './response-flow.ts'
import type { Refusal } from './runtime.ts'

/** An error that the runtime tells of: its category, and the bytes that its caller gets. */
export type ReportedError = { errorType: string; body: Uint8Array }

/** `failed`, `tooLarge`, `truncated`, `badMode`, or the response's `whole` ends it. */
export interface Answering {
  /** Bytes that it may have, unless it streams. */
  readonly limit: number
  /** The invocation got a result meanwhile, by a time-out say: nobody waits for what still comes. */
  readonly over: boolean
  /** The head of a response. */
  response(head: Parameters<ResponseSink['begin']>[0]): IncomingResponse
  failed(error: ReportedError): void
  /** `limit`: what it is over, bytes. */
  tooLarge(length: number, limit: number): void
  truncated(): void
  /** It announced a response mode that does not exist. */
  badMode(mode: string): void
}

/** A response in one piece or many: they go to the caller as they come where it takes them so, and are collected where it does not. */
export interface IncomingResponse {
  /** Bytes that all of them may have. */
  readonly limit: number
  /** Resolves when there is room for more; undefined where there is room now. */
  take(piece: Uint8Array): Promise<void> | undefined
  /** All came. `error`: what came after them, where the function failed in the middle. */
  whole(error?: ReportedError): void
}

type Parts = {
  call: 'response' | 'error'
  invocation: Invocation
  clock: Clock
  limit?: number
  /** What its entries belong to. */
  of: () => Belongs
  /** It was taken, or was too large: the runtime goes on. */
  taken: (failure?: Failure) => void
  /** It was refused, and counts all the same. */
  refused: (rule: Refusal['rule'], failure?: Failure) => void
}

export function answeringOf(parts: Parts): Answering {
  const { call, invocation, clock, limit = responsePayloadLimit, of, taken, refused } = parts
  const { requestId } = invocation.request
  const answered = (as: typeof call, length: number, payload: Uint8Array, errorType?: string) => {
    invocation.responseEnds(length, errorType)
    invocation.answer(of(), runtimeResult(as, payload, errorType))
    taken()
  }
  invocation.responseBegins()
  return {
    limit,
    get over() {
      return invocation.result !== undefined
    },
    response(head) {
      const flow = invocation.sink && new ResponseFlow(invocation, invocation.sink, clock)
      const collected: Uint8Array[] = []
      let length = 0
      flow?.begin(head)
      return {
        limit: flow !== undefined && head.streams ? streamedResponseLimit : limit,
        take(piece) {
          length += piece.byteLength
          if (flow !== undefined) return flow.pass(piece)
          collected.push(piece)
          return undefined
        },
        whole(error) {
          if (error !== undefined) return answered('error', length, error.body, error.errorType)
          answered(call, length, collected.length === 1 ? collected[0]! : Buffer.concat(collected))
        },
      }
    },
    failed: ({ body, errorType }) => answered(call, body.byteLength, body, errorType),
    tooLarge(length, most) {
      const failure = tooLargeFailure(length, most)
      invocation.answer(of(), failureResult(failure, requestId))
      taken(failure)
    },
    truncated() {
      // What gave the invocation its result cut this off.
      if (invocation.result !== undefined) return
      const failure = truncatedFailure()
      invocation.answer(of(), failureResult(failure, requestId))
      refused('truncated', failure)
    },
    badMode(mode) {
      invocation.answer(of(), badModeResult(mode))
      refused('response-mode')
    },
  }
}

// Reading a request's body within a bound: what is over the limit is counted, never kept.
import type { IncomingMessage } from 'node:http'
import type { Heads } from '@playground/protocol'
import { pairs } from './streamed-body.ts'

export type RequestBody = {
  /** The bytes; empty where the body was over the limit. */
  bytes: Uint8Array
  /** All bytes that came. */
  length: number
  tooLarge: boolean
  /** The connection ended before the body was whole. */
  truncated: boolean
  /** Heads that came after the body, in order and case. */
  trailers: Heads
}

/** Resolves when the body has ended, one way or the other; never rejects. */
export function readBody(request: IncomingMessage, limit: number): Promise<RequestBody> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let length = 0
    const done = (truncated: boolean) => {
      request
        .removeListener('data', onData)
        .removeListener('end', onEnd)
        .removeListener('close', onClose)
        .removeListener('error', onClose)
      // A request that breaks off after this must not bring the server down.
      request.on('error', () => {})
      const bytes = length > limit ? new Uint8Array() : chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
      resolve({ bytes, length, tooLarge: length > limit, truncated, trailers: pairs(request.rawTrailers) })
    }
    const onData = (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
      else chunks = []
    }
    const onEnd = () => done(!request.complete)
    const onClose = () => done(true)
    if (request.readableEnded || request.destroyed) return done(!request.complete)
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  })
}

// What a page sends to the server over the socket.
import * as v from 'valibot'
import { helloSchema } from './hello.ts'

/** `pong` answers a heartbeat. */
export const upSchema = v.variant('type', [helloSchema, v.object({ type: v.literal('pong') })])
export type Up = v.InferOutput<typeof upSchema>

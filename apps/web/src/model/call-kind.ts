// How a function can be called, and where such a call is sent.
import { endpoints, type InvocationType } from '@playground/protocol'

/** `Stream` is InvokeWithResponseStream, the others are types of Invoke. */
export type CallKind = InvocationType | 'Stream'

export function pathOf(name: string, kind: CallKind): string {
  const { path } = endpoints[kind === 'Stream' ? 'invoke-stream' : 'invoke']
  return path.replace(':name', encodeURIComponent(name))
}

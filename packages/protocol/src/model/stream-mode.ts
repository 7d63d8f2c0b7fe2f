// Whether a runtime says of its response that it streams (Developer Guide, runtimes-custom: response streaming).
import type { Heads } from '../exchange.ts'

export function saysStreaming(heads: Heads): boolean {
  return heads.some(
    ([name, value]) => name.toLowerCase() === 'lambda-runtime-function-response-mode' && value === 'streaming',
  )
}

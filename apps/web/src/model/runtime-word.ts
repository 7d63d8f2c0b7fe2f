// What a function runs on, by Lambda's own word.
import type { FunctionDefinition } from '@playground/protocol'

export function runtimeWord({ runtime, runtimeIdentifier }: FunctionDefinition): string {
  return runtimeIdentifier ?? (runtime === 'provided' ? 'provided.al2023' : runtime)
}

// What runs a handler on this machine, in words.
import type { FunctionDefinition } from '@playground/protocol'

/** `AWS’s awslambdaric 3.0.2 on Python 3.11.7`, `Python runtime of the playground on Python 3.11.7`; undefined for a bootstrap. */
export function clientWord({ managed }: Pick<FunctionDefinition, 'managed'>): string | undefined {
  if (managed === undefined) return undefined
  const { client, toolchain } = managed
  const name = [client.by === 'aws' ? `AWS’s ${client.name}` : client.name, client.version]
  const words = name.filter((word) => word !== undefined).join(' ')
  return toolchain === undefined ? words : `${words} on ${toolchain}`
}

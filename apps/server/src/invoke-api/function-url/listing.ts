// What there is at the listener of function URLs, for whoever opens its root.
import type { FunctionDefinition } from '@playground/protocol'

/** Plain text; `host` as the caller has it. */
export function listing(functions: readonly FunctionDefinition[], host: string): string {
  const port = /:\d+$/.exec(host)?.[0] ?? ''
  const lines = functions.map(({ name }) => {
    // A label of a host has at most 63 letters.
    const own = name.length > 63 ? [] : [`http://${name}.localhost${port}/`]
    return [`http://${host}/${name}/`, ...own].join('   ')
  })
  return `Function URLs of the Lambda Runtime Playground:\n\n${lines.map((line) => `  ${line}\n`).join('')}`
}

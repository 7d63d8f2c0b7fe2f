// Asks the extension beside it for the value. Invoke it a few times, then wait six seconds, and invoke it again.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// The extension is there before this: Lambda starts the runtime when all extensions have registered.
const port = readFileSync(join(process.env.TMPDIR ?? '/tmp', 'cache-port'), 'utf8')

export async function handler() {
  const began = Date.now()
  const answer = await fetch(`http://127.0.0.1:${port}/price`)
  const { value, version } = await answer.json()
  console.log(`version ${version} of the price came after ${Date.now() - began} ms`)
  return { value, version }
}

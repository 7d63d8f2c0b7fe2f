// What a streamed result begins with: JSON that says status and headers, and eight NULs before the body.
import { parsed } from './step.ts'

/** `prelude`: its JSON; undefined where the text has none. */
export function preludeOf(text: string): { prelude: unknown; body: string } {
  const at = text.indexOf('\0'.repeat(8))
  return at < 0 ? { prelude: undefined, body: text } : { prelude: parsed(text.slice(0, at)), body: text.slice(at + 8) }
}

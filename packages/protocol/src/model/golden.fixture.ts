// Holds what the diagram shows of conversations against text that somebody has read.
import { describe, expect, it } from 'vitest'
import type { Conversation } from './conversation.fixture.ts'
import { draw } from './draw.fixture.ts'
import { applyEntry, createSession } from './session.ts'

/** Each by the name of its file in `golden`. */
export function drawnAs(conversations: Record<string, Conversation>): void {
  describe('the rows of', () => {
    for (const [name, { entries }] of Object.entries(conversations)) {
      it(name, async () => {
        const session = createSession()
        for (const entry of entries) applyEntry(session, entry)
        await expect(draw(session.functions.get('f'))).toMatchFileSnapshot(`./golden/${name}.txt`)
      })
    }
  })
}

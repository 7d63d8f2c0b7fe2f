import type { Entry } from '@playground/protocol'
import { applyEntry, createSession, Keyframes, type Keyframe, type Session } from '@playground/protocol/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Conversation } from '@playground/protocol/fixtures'
import { Past, type PastParts } from './past.ts'

const talk = new Conversation().cold()
for (let number = 2; number <= 600; number += 1) talk.warm(`id${number}`, number)
const { entries } = talk

/** A page that holds everything, as it is asked; `asked` counts entries that were read. */
function page(parts: Partial<PastParts> = {}) {
  const keyframes = new Keyframes()
  const session = createSession()
  for (const entry of entries) {
    applyEntry(session, entry)
    keyframes.offer(entry.seq, session.state)
  }
  let asked = 0
  const past = new Past({
    keyframe: (seq): Promise<Keyframe | undefined> => Promise.resolve(keyframes.before(seq)),
    entries: (after, limit): Promise<readonly Entry[]> => {
      const found = entries.slice(after, after + limit)
      asked += found.length
      return Promise.resolve(found)
    },
    rest: () => undefined,
    ...parts,
  })
  return { past, asked: () => asked }
}

function until(seq: number): Session {
  const session = createSession()
  for (const entry of entries.slice(0, seq)) applyEntry(session, entry)
  return session
}

const labels = (session: Session) =>
  session.functions
    .get('f')
    ?.rows.slice(-20)
    .map(({ label, at }) => `${at} ${label}`)

it('is at any moment what the session was then, in whichever order moments are asked for', async () => {
  const { past } = page()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: entries.length }), { minLength: 1, maxLength: 4 }),
      async (all) => {
        for (const seq of all) {
          const session = (await past.at(seq))!
          const expected = until(seq)
          expect(session.lastSeq).toBe(seq)
          expect(session.lastAt).toBe(expected.lastAt)
          expect(session.state).toEqual(expected.state)
          expect(session.startedAt).toBe(expected.startedAt)
          if (seq > 40) expect(labels(session)?.slice(-5)).toEqual(labels(expected)?.slice(-5))
        }
      },
    ),
    { numRuns: 8 },
  )
})

it('goes on with the same session where time goes forward by little, and reads what is new alone', async () => {
  const { past, asked } = page()
  const first = await past.at(7500)
  const before = asked()
  expect(await past.at(7550)).toBe(first)
  expect(asked() - before).toBe(50)
})

it('reads no more than a part of a long session, and a short one from its beginning', async () => {
  const { past, asked } = page()
  const late = await past.at(entries.length)
  expect(asked()).toBeLessThan(7000)
  expect(late?.firstSeq).toBeGreaterThan(1)
  expect((await past.at(300))?.firstSeq).toBe(1)
})

it('lets the page draw itself meanwhile', async () => {
  let rests = 0
  const { past } = page({ rest: () => Promise.resolve(void (rests += 1)) })
  await past.at(5000)
  expect(rests).toBeGreaterThan(100)
})

it('shows nothing where entries cannot be had, and tries again from a copy', async () => {
  let broken = true
  const { past } = page()
  const flaky = new Past({
    keyframe: () => Promise.resolve({ seq: 0, state: createSession().state }),
    entries: (after, limit) => Promise.resolve(broken ? undefined : entries.slice(after, after + limit)),
    rest: () => undefined,
  })
  expect(await flaky.at(100)).toBeUndefined()
  broken = false
  expect((await flaky.at(100))?.state).toEqual((await past.at(100))?.state)
})

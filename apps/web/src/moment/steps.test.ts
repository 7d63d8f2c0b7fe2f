import { createSession } from '@playground/protocol/model'
import { expect, it } from 'vitest'
import { Conversation } from '@playground/protocol/fixtures'
import { stepAfter, stepBefore } from './steps.ts'

const talk = new Conversation().cold()
for (let number = 2; number < 200; number += 1) talk.warm(`id${number}`, number)
const { entries } = talk
const present = { ...createSession(), lastSeq: entries.length }
const page = {
  function: 'f',
  present,
  entries: (after: number, limit: number) => Promise.resolve(entries.slice(after, after + limit)),
}

it('goes through every arrow, and back through the same ones', async () => {
  const forth: number[] = []
  for (let at: number | undefined = 0; at !== undefined;) {
    at = await stepAfter(page, at)
    if (at !== undefined) forth.push(at)
  }
  const back: number[] = []
  for (let at: number | undefined = entries.length + 1; at !== undefined;) {
    at = await stepBefore(page, at)
    if (at !== undefined) back.push(at)
  }
  expect(back.toReversed()).toEqual(forth)
  const types = forth.slice(0, 6).map((seq) => entries[seq - 1]!.event.type)
  expect(types).toEqual([
    'exchange.opened',
    'exchange.opened',
    'exchange.answered',
    'exchange.opened',
    'exchange.answered',
    'exchange.opened',
  ])
})

it('takes no step of another function', async () => {
  expect(await stepAfter({ ...page, function: 'g' }, 0)).toBeUndefined()
  expect(await stepBefore({ ...page, function: 'g' }, entries.length)).toBeUndefined()
})

import { expect, it } from 'vitest'
import type { Answer } from '../http/exchange.ts'
import { Commands } from './commands.ts'

const call = (commands: Commands, id?: string) => {
  const got: Answer[] = []
  return { got, answer: commands.joinOrStart(id, (answer) => got.push(answer)) }
}

it('gives every call of one command the answer of the first, before and after it is known', () => {
  const commands = new Commands()
  const first = call(commands, 'a')
  const second = call(commands, 'a')
  expect(second.answer).toBeUndefined()
  first.answer!({ status: 200, body: 'once' })
  const third = call(commands, 'a')
  expect([first, second, third].map(({ got }) => got)).toEqual(Array(3).fill([{ status: 200, body: 'once' }]))
})

it('keeps calls without a command, and other commands, apart', () => {
  const commands = new Commands()
  for (const id of [undefined, undefined, 'a', 'b']) expect(call(commands, id).answer).toBeDefined()
})

it('forgets old commands in bounds, and never one that waits', () => {
  const commands = new Commands()
  const waiting = call(commands, 'waiting')
  for (let index = 0; index < 5000; index += 1) call(commands, String(index)).answer!({ status: 200 })
  expect(call(commands, 'waiting').answer).toBeUndefined()
  expect(call(commands, '0').answer).toBeDefined()
  expect(waiting.got).toEqual([])
})

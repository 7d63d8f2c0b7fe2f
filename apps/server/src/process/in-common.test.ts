import { expect, it, vi } from 'vitest'
import { resolvable } from '../resolvable.fixture.ts'
import { inCommon } from './in-common.ts'

it('looks once for all who ask before it begins, and once more for all who ask meanwhile', async () => {
  const looks = [resolvable<string>(), resolvable<string>()]
  const look = vi.fn(() => looks[look.mock.calls.length - 1]!.promise)
  const ask = inCommon(look)
  const early = [ask(), ask()]
  await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(1))
  const late = [ask(), ask()]
  looks[0]!.resolve('first')
  expect(await Promise.all(early)).toEqual(['first', 'first'])
  looks[1]!.resolve('second')
  expect(await Promise.all(late)).toEqual(['second', 'second'])
  expect(look).toHaveBeenCalledTimes(2)
})

it('goes on after a look that failed, of which those who asked for it are told', async () => {
  const look = vi.fn(() => Promise.resolve('fine')).mockImplementationOnce(() => Promise.reject(new Error('no')))
  const ask = inCommon(look)
  await expect(ask()).rejects.toThrow('no')
  expect(await ask()).toBe('fine')
})

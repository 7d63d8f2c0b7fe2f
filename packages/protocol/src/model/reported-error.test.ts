import { expect, it } from 'vitest'
import { reportedError } from './reported-error.ts'

it('reads type and message of an error in the format of Lambda', () => {
  expect(reportedError('{"errorType":"TypeError","errorMessage":"no items","stackTrace":[]}')).toEqual({
    type: 'TypeError',
    message: 'no items',
  })
})

it.each(['', 'not JSON', '[]', 'null', '"text"', '{"errorMessage":3}', '{"errorType":'])(
  'makes nothing up from %j',
  (body) => expect(reportedError(body)).toEqual({}),
)

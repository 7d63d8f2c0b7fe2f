import { expect, it } from 'vitest'
import { reportedError, reportedInTrailer } from './reported-error.ts'

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

it('reads the same in base64, whatever the letters, and makes nothing up where it is none', () => {
  const bytes = new TextEncoder().encode('{"errorType":"Fehler","errorMessage":"möp"}')
  expect(reportedInTrailer(btoa(String.fromCodePoint(...bytes)))).toEqual({ type: 'Fehler', message: 'möp' })
  expect(reportedInTrailer('no base64!')).toEqual({})
  expect(reportedInTrailer('')).toEqual({})
})

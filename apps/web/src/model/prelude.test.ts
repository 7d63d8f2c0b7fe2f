import { describe, expect, it } from 'vitest'
import { readPrelude } from './prelude.ts'

const bytesOf = (json: string, rest = '') => new TextEncoder().encode(`${json}${'\0'.repeat(8)}${rest}`)

describe('the prelude of a response', () => {
  it('is its status, its headers and its cookies, and says where the body begins', () => {
    const json = '{"statusCode":201,"headers":{"x-a":"1","x-n":2},"cookies":["c=1"]}'
    expect(readPrelude(bytesOf(json, 'hi'))).toEqual({
      statusCode: 201,
      headers: [
        ['x-a', '1'],
        ['x-n', '2'],
      ],
      cookies: ['c=1'],
      bodyAt: json.length + 8,
    })
  })

  it('may say nothing', () => {
    expect(readPrelude(bytesOf('{}'))).toEqual({ headers: [], cookies: [], bodyAt: 10 })
  })

  it('is incomplete until all of the eight zero bytes are there', () => {
    const bytes = bytesOf('{"statusCode":200}', 'body')
    for (let length = 0; length < 26; length += 1) expect(readPrelude(bytes.subarray(0, length))).toBe('incomplete')
    expect(readPrelude(bytes.subarray(0, 26))).toMatchObject({ statusCode: 200, bodyAt: 26 })
  })

  it.each(['nonsense', '', '[1]', '"text"', 'null'])('says so where it is none: %j', (json) => {
    const found = readPrelude(bytesOf(json, 'body'))
    expect(found).toMatchObject({ problem: expect.stringMatching(/no JSON/) as string, bodyAt: json.length + 8 })
  })
})

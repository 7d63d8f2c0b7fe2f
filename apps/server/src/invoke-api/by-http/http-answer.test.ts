import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { httpAnswer } from './http-answer.ts'

const answer = (result: unknown) =>
  httpAnswer(Buffer.from(typeof result === 'string' ? result : JSON.stringify(result)))
const text = (result: unknown) => {
  const answered = answer(result)
  return 'problem' in answered ? answered.problem : Buffer.from(answered.body).toString()
}
const heads = (result: Record<string, unknown>) => {
  const answered = answer({ statusCode: 200, ...result })
  return 'problem' in answered ? answered.problem : answered.heads
}

describe('a result with a statusCode', () => {
  it('is the answer that it describes', () => {
    const result = {
      statusCode: 201,
      headers: { 'X-A': '1', 'content-type': 'text/html' },
      cookies: ['a=1; Path=/', 'b=2'],
      body: 'hé',
    }
    expect(answer(result)).toEqual({
      status: 201,
      heads: { 'content-type': 'text/html', 'X-A': '1', 'Set-Cookie': ['a=1; Path=/', 'b=2'] },
      body: Buffer.from('hé'),
    })
  })

  it('is JSON unless it says otherwise, and may have no body', () => {
    expect(answer({ statusCode: 200 })).toEqual({
      status: 200,
      heads: { 'Content-Type': 'application/json' },
      body: Buffer.from(''),
    })
    expect(text({ statusCode: 200, body: null, headers: null, cookies: null })).toBe('')
  })

  it('has its body decoded where it says that it is base64', () => {
    expect(text({ statusCode: 200, body: 'aMOp', isBase64Encoded: true })).toBe('hé')
    expect(text({ statusCode: 200, body: 'aMOp', isBase64Encoded: false })).toBe('aMOp')
    expect(text({ statusCode: 200, body: 'no base64!', isBase64Encoded: true })).toMatch(/isBase64Encoded/)
  })

  it.each([
    ['200', '"200"'],
    [200.5, '200.5'],
    [null, 'null'],
    [true, 'true'],
    [0, '0'],
    [101, '101'],
    [600, '600'],
    [{}, '{}'],
  ])('%j is none: no answer', (statusCode, as) => {
    expect(text({ statusCode })).toBe(`The function’s statusCode is ${as}: it must be a whole number from 200 to 599.`)
  })

  it.each([
    [{ body: { a: 1 } }, 'The function’s body is {"a":1}: it must be a string, JSON.stringify(…) of it for example.'],
    [{ headers: ['a'] }, 'The function’s headers are ["a"]: they must be an object of strings.'],
    [{ headers: { a: ['b'] } }, 'The function’s header "a" is ["b"]: it must be a string.'],
    [{ headers: { a: null } }, 'The function’s header "a" is null: it must be a string.'],
    [{ cookies: 'a=1' }, 'The function’s cookies are "a=1": they must be a list of strings.'],
    [{ cookies: [1] }, 'The function’s cookies are [1]: they must be a list of strings.'],
  ])('%j is told what is wrong with it', (result, problem) => {
    expect(text({ statusCode: 200, ...result })).toBe(problem)
  })
})

describe('a result without one', () => {
  it.each(['{"hello":1}', '[1, 2]', '"Hello"', 'null', '1', '{}', ' {"a": 1}\n'])(
    '%s is the body, as it is',
    (json) => {
      expect(answer(json)).toEqual({
        status: 200,
        heads: { 'Content-Type': 'application/json' },
        body: Buffer.from(json),
      })
    },
  )

  it.each(['', 'Hello', '{"statusCode":200', '<html>'])('%j is no JSON: no answer', (body) => {
    expect(text(body)).toMatch(/no JSON/)
  })

  it('may be anything at all', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => void answer({ statusCode: 200, headers: value, cookies: value, body: value }),
      ),
    )
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void httpAnswer(bytes)))
  })
})

describe('heads', () => {
  it('of the service itself are renamed or left out, and those of the connection too', () => {
    expect(
      heads({
        headers: {
          'Content-Length': '3',
          date: 'today',
          'Transfer-Encoding': 'chunked',
          connection: 'close',
          'Keep-Alive': 'x',
          Upgrade: 'h2c',
          'X-Amzn-RequestId': 'mine',
          'x-amzn-trace-id': 'mine',
        },
      }),
    ).toEqual({
      'Content-Type': 'application/json',
      'x-amzn-Remapped-content-length': '3',
      'x-amzn-Remapped-date': 'today',
    })
  })

  it('may be numbers and truth values, and the last of one name counts', () => {
    expect(heads({ headers: { a: 1, b: true, 'X-A': 'one', 'x-a': 'two' } })).toMatchObject({
      a: '1',
      b: 'true',
      'x-a': 'two',
    })
    expect(heads({ headers: { 'X-A': 'one', 'x-a': 'two' } })).not.toHaveProperty('X-A')
  })

  it('can set one cookie, and the list more', () => {
    expect(heads({ headers: { 'set-cookie': 'a=1' }, cookies: ['b=2'] })).toMatchObject({
      'Set-Cookie': ['a=1', 'b=2'],
    })
  })

  it('cannot set the playground’s own cookie', () => {
    expect(heads({ cookies: ['lambda-playground-token=x; Path=/', ' lambda-playground-token=y'] })).toEqual({
      'Content-Type': 'application/json',
    })
  })

  it.each([
    { headers: { a: 'b\r\nx-injected: 1' } },
    { headers: { a: 'b\nc' } },
    { headers: { 'a\r\nx-injected': '1' } },
    { headers: { 'a:': '1' } },
    { headers: { '': '1' } },
    { headers: { a: 'Ω' } },
    { headers: { a: '\u0000' } },
    { cookies: ['a=1\r\nx-injected: 1'] },
  ])('%j injects nothing', (result) => {
    expect(heads(result)).toMatch(/^The function’s (header|cookie) /)
  })

  it('that pass can always be sent', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (headers) => {
        const answered = answer({ statusCode: 200, headers })
        if (!('problem' in answered))
          new ServerResponse(new IncomingMessage(new Socket())).writeHead(200, answered.heads)
      }),
    )
  })
})

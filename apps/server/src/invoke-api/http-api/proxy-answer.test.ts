import { describe, expect, it } from 'vitest'
import type { HttpAnswer, NoAnswer } from '../by-http/http-answer.ts'
import { albAnswer, restAnswer, version1Answer, type Wanted } from './proxy-answer.ts'

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
const rest = (value: unknown, wanted: Partial<Wanted> = {}) =>
  shown(restAnswer(bytes(value), { binaryTypes: undefined, accept: undefined, ...wanted }))
const version1 = (value: unknown) => shown(version1Answer(bytes(value)))
const alb = (value: unknown, several = false) => shown(albAnswer(bytes(value), several))

function shown(answer: HttpAnswer | NoAnswer) {
  return 'problem' in answer ? answer.problem : [answer.status, answer.heads, Buffer.from(answer.body).toString()]
}

describe('a REST API', () => {
  it('answers as the function says', () => {
    expect(
      rest({
        statusCode: 201,
        headers: { 'X-A': '1', 'X-B': 2, Date: 'now', 'Content-Length': '9' },
        multiValueHeaders: { 'x-a': ['2', '3'], 'Set-Cookie': ['a=1', 'b=2'], 'x-b': [2] },
        body: 'hé',
        isBase64Encoded: false,
      }),
    ).toEqual([
      201,
      {
        'Content-Type': 'application/json',
        'X-A': ['1', '2', '3'],
        'x-b': '2',
        'x-amzn-Remapped-Date': 'now',
        'x-amzn-Remapped-Content-Length': '9',
        'Set-Cookie': ['a=1', 'b=2'],
      },
      'hé',
    ])
    expect(rest({})).toEqual([200, { 'Content-Type': 'application/json' }, ''])
    expect(rest({ statusCode: '404', headers: null, body: null })).toEqual([
      404,
      { 'Content-Type': 'application/json' },
      '',
    ])
  })

  it.each([
    [null, /returned no object/],
    ['hello', /returned no object/],
    ['"text"', /returned no object/],
    [[{ statusCode: 200 }], /returned no object/],
    [{ statusCode: 200, cookies: ['a=1'] }, /has "cookies": a REST API takes statusCode, headers/],
    [{ message: 'hi' }, /has "message"/],
    [{ statusCode: 'ok' }, /statusCode is "ok"/],
    [{ statusCode: 99 }, /statusCode is 99/],
    [{ body: { a: 1 } }, /body is \{"a":1\}: it must be a string/],
    [{ headers: [] }, /headers are \[\]/],
    [{ headers: { a: ['b'] } }, /header "a" is \["b"\]/],
    [{ multiValueHeaders: { a: 'b' } }, /multiValueHeaders have "a": "b", which must be a list/],
    [{ multiValueHeaders: { a: [{}] } }, /header "a" is \{\}/],
    [{ headers: { a: 'b\r\nc: d' } }, /no line break/],
  ])('cannot make an answer of %j', (value, problem) => {
    expect(rest(value)).toMatch(problem)
  })

  it.each([
    [undefined, 'image/png', false],
    [['image/png'], undefined, false],
    [['image/png'], 'image/png', true],
    [['image/png'], 'image/png;q=0.8, text/html', true],
    [['image/png'], 'text/html, image/png', false],
    [['image/png'], '*/*', false],
    [['image/*'], 'image/webp', true],
    [['*/*'], undefined, true],
    [['*/*'], 'text/html', true],
  ])('with the binary types %j and Accept %s decodes: %s', (binaryTypes, accept, decodes) => {
    const value = { statusCode: 200, body: 'aGk=', isBase64Encoded: true }
    expect(rest(value, { binaryTypes, accept })).toEqual([200, expect.anything(), decodes ? 'hi' : 'aGk='])
  })
})

describe('an HTTP API with payload 1.0', () => {
  it('takes what it does not know, and decodes always', () => {
    expect(version1({ statusCode: 200, other: 1, body: 'aGk=', isBase64Encoded: true })).toEqual([
      200,
      { 'Content-Type': 'application/json' },
      'hi',
    ])
    expect(version1({ body: '!', isBase64Encoded: true })).toMatch(/no base64/)
    expect(version1('5')).toMatch(/returned no object/)
  })
})

describe('a load balancer', () => {
  const both = {
    statusCode: 200,
    statusDescription: '200 OK',
    headers: { 'Content-Type': 'text/html', 'X-A': '1' },
    multiValueHeaders: { 'Content-Type': ['text/css'], 'Set-Cookie': ['a=1', 'b=2'] },
    body: 'hi',
  }

  it('takes the one kind of heads or the other', () => {
    expect(alb(both)).toEqual([200, { 'Content-Type': 'text/html', 'X-A': '1' }, 'hi'])
    expect(alb(both, true)).toEqual([200, { 'Content-Type': 'text/css', 'Set-Cookie': ['a=1', 'b=2'] }, 'hi'])
  })

  it('needs a status, and says of a body that it is bytes', () => {
    expect(alb({ body: 'hi' })).toMatch(/no statusCode/)
    expect(alb({ statusCode: 200, body: 'aGk=', isBase64Encoded: true })).toEqual([
      200,
      { 'Content-Type': 'application/octet-stream' },
      'hi',
    ])
  })
})

import { expect, it } from 'vitest'
import { parseFunctionName } from './function-name.ts'

it.each([
  ['hello', 'hello', undefined],
  ['hello:v1', 'hello', 'v1'],
  ['hello:$LATEST', 'hello', '$LATEST'],
  ['123456789012:function:hello', 'hello', undefined],
  ['123456789012:function:hello:v1', 'hello', 'v1'],
  ['arn:aws:lambda:us-west-2:123456789012:function:hello', 'hello', undefined],
  ['arn:aws-cn:lambda:cn-north-1:123456789012:function:hello:$LATEST', 'hello', '$LATEST'],
  ['us-west-2:123456789012:function:hello', 'hello', undefined],
])('reads %s', (text, name, qualifier) => {
  expect(parseFunctionName(text)).toEqual({ name, qualifier })
})

it.each(['', 'a b', 'hello:', 'hello:a:b', 'arn:aws:s3:::bucket', 'x'.repeat(65), '../hello', 'hello/x'])(
  'refuses %j',
  (text) => {
    expect(parseFunctionName(text)).toBeUndefined()
  },
)

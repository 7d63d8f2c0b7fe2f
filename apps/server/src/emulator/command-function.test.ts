import { describe, expect, it } from 'vitest'
import { StartProblem } from '../config.ts'
import { commandFunction } from './command-function.ts'

const of = (variables: Record<string, string>, words = ['./bootstrap']) =>
  commandFunction({ words, folder: '/work', variables, concurrency: 1, initCaching: false })

it('has the official defaults', () => {
  const { definition, variables } = of({})
  expect(definition).toMatchObject({
    name: 'test_function',
    command: { words: ['./bootstrap'], folder: '/work' },
    timeoutSeconds: 300,
    memoryMb: 3008,
    execution: { freeze: false, snapStart: false, logFormat: 'Text', layers: ['/opt'] },
  })
  expect(definition).not.toHaveProperty('handler')
  expect(variables).toEqual({
    AWS_LAMBDA_FUNCTION_NAME: 'test_function',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '3008',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/test_function',
  })
})

it('takes its settings from the variables, and passes all of them on', () => {
  const given = {
    AWS_LAMBDA_FUNCTION_NAME: 'orders',
    AWS_LAMBDA_FUNCTION_VERSION: '7',
    AWS_LAMBDA_FUNCTION_TIMEOUT: '1',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_LOG_GROUP_NAME: '/mine',
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_REGION: 'eu-west-1',
    ANYTHING: 'a=b',
    PATH: '/bin',
  }
  const { definition, variables } = of(given)
  expect(definition).toMatchObject({ name: 'orders', timeoutSeconds: 1, memoryMb: 512 })
  expect(variables).toEqual(given)
})

describe('the handler', () => {
  it.each([
    [{}, ['ric', 'app.handler'], 'app.handler'],
    [{}, ['python', '-m', 'ric', 'app.handler'], 'app.handler'],
    [{ _HANDLER: 'from.variable' }, ['ric', 'app.handler'], 'from.variable'],
    [{ _HANDLER: 'one', AWS_LAMBDA_FUNCTION_HANDLER: 'two' }, ['ric'], 'two'],
    [{}, ['./bootstrap'], undefined],
  ])('with %j and %j is %s', (variables: Record<string, string>, words, handler) => {
    expect(of(variables, words).definition.handler).toBe(handler)
  })
})

it('serves several at one time where AWS_LAMBDA_MAX_CONCURRENCY says so, with a log in JSON', () => {
  expect(of({ AWS_LAMBDA_MAX_CONCURRENCY: '8' }).definition.execution).toMatchObject({
    maxConcurrency: 8,
    logFormat: 'JSON',
  })
  const text = { AWS_LAMBDA_MAX_CONCURRENCY: '8', AWS_LAMBDA_LOG_FORMAT: 'Text' }
  expect(of(text).definition.execution.logFormat).toBe('Text')
})

it('looks for a bootstrap in the usual places where there is no command', () => {
  expect(of({}, []).definition.command).toEqual({ words: ['/var/task/bootstrap'], folder: '/var/task' })
  const { command } = of({ AWS_LAMBDA_MAX_CONCURRENCY: '2' }, []).definition
  expect(command).toEqual({ words: ['/work/bootstrap'], folder: '/work' })
})

it.each([
  [{ AWS_LAMBDA_FUNCTION_TIMEOUT: 'soon' }, 'AWS_LAMBDA_FUNCTION_TIMEOUT is "soon": it has to be a whole number'],
  [{ AWS_LAMBDA_FUNCTION_TIMEOUT: '0' }, 'AWS_LAMBDA_FUNCTION_TIMEOUT is "0"'],
  [{ AWS_LAMBDA_FUNCTION_TIMEOUT: '99999999' }, 'from 1 to 2147483'],
  [{ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1GB' }, 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE is "1GB"'],
  [{ AWS_LAMBDA_MAX_CONCURRENCY: '-1' }, 'AWS_LAMBDA_MAX_CONCURRENCY is "-1"'],
  [{ AWS_LAMBDA_FUNCTION_NAME: 'my.function' }, 'AWS_LAMBDA_FUNCTION_NAME is "my.function"'],
])('tells of %j', (variables: Record<string, string>, problem) => {
  expect(() => of(variables)).toThrow(StartProblem)
  expect(() => of(variables)).toThrow(problem)
})

it('takes an empty variable for one that is not there', () => {
  const { definition } = of({ AWS_LAMBDA_FUNCTION_NAME: '', AWS_LAMBDA_FUNCTION_TIMEOUT: '' })
  expect(definition).toMatchObject({ name: 'test_function', timeoutSeconds: 300 })
})

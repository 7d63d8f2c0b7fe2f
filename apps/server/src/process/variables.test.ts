import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { homeOf, runtimesFolder, type HomeOptions, type StartOptions } from './home.fixture.ts'

const printing = '#!/bin/sh\nenv | sed "s/^/env /; s/=/ /"\necho done\n'

/** The variables that a process finds. */
async function variablesOf(options: HomeOptions, start: StartOptions = {}) {
  const one = homeOf({ ...options, files: { bootstrap: printing, 'extensions/ext': printing, ...options.files } })
  const [extension] = one.home.extensions(one.definition)
  const program = start.program === undefined ? {} : { program: { kind: 'extension' as const, ...extension! } }
  const process = one.start({ ...start, ...program })
  await process.line('done')
  const variables = Object.fromEntries(
    process.lines
      .filter((line) => line.startsWith('env '))
      .map((line) => line.slice(4))
      .map((line): [string, string] => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  )
  return { ...one, variables }
}

const extension = { program: { kind: 'extension' as const, name: '', file: '' } }

describe('the variables of a runtime', () => {
  it('are Lambda’s, and none of the host’s credentials', async () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'of-the-host'
    process.env['AWS_PROFILE'] = 'of-the-host'
    onTestFinished(() => {
      delete process.env['AWS_SECRET_ACCESS_KEY']
      delete process.env['AWS_PROFILE']
    })
    const { variables, task, masked } = await variablesOf({
      variables: { MINE: 'yes', AWS_REGION: 'mars', _FOO: 'no', TZ: 'Europe/Paris', API_TOKEN: 'a-secret-token' },
    })
    expect(variables).toMatchObject({
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:1',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_FORMAT: 'TEXT',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/f',
      AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef',
      LAMBDA_TASK_ROOT: task,
      LAMBDA_RUNTIME_DIR: runtimesFolder,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      TZ: 'Europe/Paris',
      MINE: 'yes',
    })
    for (const name of [
      '_FOO',
      'AWS_PROFILE',
      'AWS_LAMBDA_LOG_LEVEL',
      'AWS_LAMBDA_MAX_CONCURRENCY',
      'AWS_EXECUTION_ENV',
      '_LAMBDA_TELEMETRY_LOG_FD',
      'NODE_PATH',
      'PYTHONPATH',
    ])
      expect(variables).not.toHaveProperty(name)
    expect(variables['AWS_SECRET_ACCESS_KEY']).toBe('playground')
    expect(existsSync(variables['HOME']!) && existsSync(variables['TMPDIR']!)).toBe(true)
    expect(existsSync(variables['AWS_CONFIG_FILE']!)).toBe(false)
    expect(masked).toEqual(['API_TOKEN'])
  })

  it('follow the function’s settings', async () => {
    const { variables } = await variablesOf(
      { execution: { logFormat: 'JSON', maxConcurrency: 4, framedLogs: true } },
      { initializationType: 'lambda-managed-instances' },
    )
    expect(variables).toMatchObject({
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'INFO',
      AWS_LAMBDA_MAX_CONCURRENCY: '4',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'lambda-managed-instances',
      _LAMBDA_TELEMETRY_LOG_FD: '3',
    })
  })

  it('have an address for credentials in place of keys where it is given', async () => {
    const { variables } = await variablesOf(
      { variables: { AWS_ACCESS_KEY_ID: 'own', AWS_CONTAINER_AUTHORIZATION_TOKEN: 'own' } },
      { initializationType: 'snap-start', credentials: { uri: 'http://127.0.0.1:1/credentials', token: 'a-token' } },
    )
    expect(variables).toMatchObject({
      AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/credentials',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'a-token',
    })
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
      expect(variables).not.toHaveProperty(name)
  })

  it('point at the folders of layers, the last one first', async () => {
    const { variables, layers } = await variablesOf({ layers: [{ 'bin/tool': '' }, { 'lib/one.so': '' }] })
    const [first, second] = layers as [string, string]
    expect(variables['PATH']).toContain(`:/bin:${second}/bin:${first}/bin:`)
    expect(variables['LD_LIBRARY_PATH']).toMatch(new RegExp(`:${second}/lib:${first}/lib$`))
    expect(variables['NODE_PATH']).toBe(`${second}/nodejs/node_modules:${first}/nodejs/node_modules`)
    expect(variables['PYTHONPATH']).toBe(`${second}/python:${first}/python`)
  })
})

describe('the variables of an extension', () => {
  it('are those that Lambda gives it, the function’s own among them', async () => {
    const { variables, layers } = await variablesOf(
      {
        layers: [{}],
        variables: { MINE: 'yes', _FOO: 'no', LAMBDA_TASK_ROOT: 'own', AWS_REGION: 'mars' },
        execution: { logFormat: 'JSON', logLevel: 'WARN', maxConcurrency: 4, framedLogs: true },
      },
      extension,
    )
    expect(variables).toMatchObject({
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:1',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'WARN',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'playground',
      TZ: ':UTC',
      MINE: 'yes',
    })
    expect(variables['PATH']).toContain(join(layers[0] ?? '', 'bin'))
    const others = ['LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR', 'AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_LAMBDA_LOG_GROUP_NAME']
    for (const name of [...others, 'AWS_EXECUTION_ENV', 'AWS_LAMBDA_MAX_CONCURRENCY', 'AWS_XRAY_DAEMON_ADDRESS'])
      expect(variables).not.toHaveProperty(name)
    // The shell sets one of its own, which names the command.
    expect(Object.keys(variables).filter((name) => name.startsWith('_') && name !== '_')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import type { Project, ReadOptions } from '../project.ts'
import { messages, projectOf, refusalOf } from '../written.fixture.ts'

const aws = 'service: shop\nprovider: { name: aws, runtime: nodejs22.x }\n'

async function service(text: string, files: Record<string, string> = {}, options: ReadOptions = {}): Promise<Project> {
  return projectOf({ 'handler.js': '', 'serverless.yml': text, ...files }, options)
}

async function variableOf(value: string, more = '', files: Record<string, string> = {}, options: ReadOptions = {}) {
  const { functions } = await service(
    `${aws}${more}\nfunctions:\n  hello:\n    handler: handler.main\n    environment:\n      VALUE: ${value}\n`,
    files,
    options,
  )
  const { settings, notes } = functions[0]!
  return { value: settings.variables?.['VALUE'], notes: messages(notes) }
}

describe('variables that need nothing but the project', () => {
  const custom = `custom:
  name: shop
  full: \${self:custom.name}-\${self:custom.stage}
  stage: \${opt:stage, self:provider.stage, 'dev'}
  list: [a, b]
  inner: \${file(inner.yml)}
  number: 7
params: { default: { domain: example.com }, dev: { size: small } }
`
  it.each([
    ['${self:service}', 'shop'],
    ['${self:custom.full}', 'shop-dev'],
    ['x-${self:custom.name}-y', 'x-shop-y'],
    ['${self:custom.list.1}', 'b'],
    ['${self:custom.number}', '7'],
    ["${self:custom.missing, 'other'}", 'other'],
    ['${self:custom.missing, self:custom.name}', 'shop'],
    ['${self:custom.missing, 5}', '5'],
    ['${self:custom.missing, true}', 'true'],
    ["${self:custom.${self:custom.missing, 'name'}}", 'shop'],
    ["${opt:stage, 'dev'}", 'dev'],
    ["${env:HOME, 'none'}", 'none'],
    ['${sls:stage}', 'dev'],
    ['${aws:region}', 'us-east-1'],
    ['${aws:accountId}', '012345678912'],
    ['${param:domain}', 'example.com'],
    ['${param:size}', 'small'],
    ['${file(inner.yml):a.b}', 'c'],
    ['${file(./inner.json):a}', 'json'],
    ['${self:custom.inner.a.b}', 'c'],
    ['${self:custom.inner.stage}', 'dev'],
    ["${file(missing.yml):a, 'without'}", 'without'],
    ['${strToBool(true)}', 'true'],
    ['!Sub "${AWS::Region}-x"', 'us-east-1-x'],
    ['{ "Fn::GetAtt": [HelloLambdaFunction, Arn] }', 'arn:aws:lambda:us-east-1:012345678912:function:hello'],
  ])('%s', async (given, expected) => {
    const files = { 'inner.yml': 'a: { b: c }\nstage: ${sls:stage}\n', 'inner.json': '{"a": "json"}' }
    expect(await variableOf(given, custom, files)).toEqual({ value: expected, notes: [] })
  })

  it('take the values that are given', async () => {
    const { value } = await variableOf(
      '${self:custom.full}-${sls:stage}',
      custom,
      {},
      { parameters: { stage: 'prod' } },
    )
    expect(value).toBe('shop-prod-prod')
  })
})

describe('variables that need more stand as they are, and are told', () => {
  it.each([
    ['${ssm:/a/b}', '${ssm:/a/b} is not known here, and stands as it is'],
    ['x-${cf:other.Output}', '${cf:other.Output} is not known here'],
    ['${env:HOME}', '${env:HOME} is not known here'],
    ['${self:custom.missing}', '${self:custom.missing} is not known here'],
    ['${file(code.js):a}', 'code.js is no YAML and no JSON, and is not run'],
    ['${file(../../../../etc/hosts)}', '../../../../etc/hosts is outside of the project, and is not read'],
    ['${git:branch}', '${git:branch} is not known here'],
  ])('%s', async (given, note) => {
    const { value, notes } = await variableOf(given, '', { 'code.js': '' })
    expect(value).toBe(given)
    expect(notes.join('\n')).toContain(`The variable VALUE: ${note}`)
  })

  it.each([
    ['itself', 'custom: { a: "${self:custom.b}", b: "${self:custom.a}" }', '${self:custom.a}'],
    ['the file that it is in', '', '${file(loop.yml):a}'],
  ])('one that needs %s is an error with its place', async (_, more, value) => {
    const text = `${aws}${more}\nfunctions: { hello: { handler: handler.main, description: "${value}" } }\n`
    expect(await refusalOf({ 'serverless.yml': text, 'loop.yml': 'a: ${file(loop.yml):a}' })).toMatch(
      /^\S+\.yml:\d+:1: \$\{.*\} depends on itself\. Put it right/,
    )
  })

  it('a text that grows without end is an error', async () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) => `  l${level + 1}: "\${self:custom.l${level}}\${self:custom.l${level}}"`,
    )
    const text = `${aws}custom:\n  l0: xxxx\n${levels.join('\n')}\nfunctions: { hello: { handler: handler.main, description: "\${self:custom.l20}" } }\n`
    expect(await refusalOf({ 'serverless.yml': text })).toMatch(/more than 65536 characters|more than 20000 variables/)
  })
})

describe('a function', () => {
  it('has the defaults of the framework, then what the provider says, then its own', async () => {
    const { functions } = await service(`service: shop
provider: { name: aws, runtime: python3.13, memorySize: 256, environment: { ONE: provider, TWO: provider } }
functions:
  a: { handler: handler.main }
  b: { handler: src/b.main, runtime: nodejs22.x, memorySize: 512, timeout: 30, environment: { TWO: own } }
`)
    expect(functions.map(({ settings }) => settings)).toEqual([
      {
        handler: 'handler.main',
        runtime: 'python3.13',
        memory: 256,
        timeout: 6,
        variables: { ONE: 'provider', TWO: 'provider' },
      },
      {
        handler: 'src/b.main',
        runtime: 'nodejs22.x',
        memory: 512,
        timeout: 30,
        variables: { ONE: 'provider', TWO: 'own' },
      },
    ])
  })

  it('may be in a file of its own, or in a list of them', async () => {
    const { functions, readFrom } = await service(
      `${aws}functions:\n  - \${file(a.yml)}\n  - b: { handler: handler.main }\n`,
      {
        'a.yml': 'a:\n  handler: handler.main\n',
      },
    )
    expect(functions.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(readFrom).toHaveLength(2)
  })

  it.each([
    ['http: GET /a', { method: 'GET', path: '/a', payload: '1.0', api: 'http', stage: 'dev' }],
    [
      'http: { path: a, method: any, cors: true }',
      {
        method: 'ANY',
        path: '/a',
        payload: '1.0',
        api: 'http',
        stage: 'dev',
        cors: { allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'] },
      },
    ],
    [
      'http: { path: /, method: post, response: { transferMode: stream } }',
      { method: 'POST', path: '/', payload: '1.0', api: 'http', stage: 'dev', stream: true },
    ],
    ["httpApi: '*'", { method: 'ANY', path: '$default', payload: '2.0', api: 'httpApi' }],
    ["httpApi: '* /a'", { method: 'ANY', path: '/a', payload: '2.0', api: 'httpApi' }],
    ['httpApi: PATCH /a/{b}', { method: 'PATCH', path: '/a/{b}', payload: '2.0', api: 'httpApi' }],
    ['alb: { conditions: { path: /a } }', { method: 'ANY', path: '/a', payload: 'alb', api: 'alb' }],
  ])('event %s', async (event, route) => {
    const { functions } = await service(
      `${aws}functions:\n  a:\n    handler: handler.main\n    events:\n      - ${event}\n`,
    )
    expect(functions[0]!.settings.routes).toEqual([route])
  })

  it('has the payload and the CORS of the HTTP API', async () => {
    const { functions } = await service(`service: shop
provider: { name: aws, runtime: nodejs22.x, httpApi: { payload: '1.0', cors: { allowedOrigins: [https://a], allowedHeaders: [x-a], maxAge: 60, allowCredentials: true } } }
functions: { a: { handler: handler.main, events: [{ httpApi: GET /a }] } }
`)
    expect(functions[0]!.settings.routes).toMatchObject([
      {
        payload: '1.0',
        cors: { allowOrigins: ['https://a'], allowHeaders: ['x-a'], maxAge: 60, allowCredentials: true },
      },
    ])
  })

  it.each([
    ['handler: handler.main\n    timeout: abc', 'timeout must be a number of seconds.', 6],
    ['handler: handler.main\n    memorySize: 64', 'memorySize must be at least 128 MB.', 6],
    ['handler: handler.main\n    runtime: cobol2', 'runtime must be one of', 6],
    ['image: shop:latest', 'It is a container image', 5],
    ['timeout: 3', 'It has no handler. Give it one, as src/handler.main.', 4],
    ['handler: handler.main\n    package: { artifact: a.zip }', 'artifact "a.zip" is an archive that is not there', 6],
    ['handler: ts.main', 'Its handler is ts.ts, which Node.js does not run on Lambda, and esbuild is not installed', 4],
  ])('cannot run: %j', async (properties, problem, line) => {
    const { functions } = await service(`${aws}functions:\n  a:\n    ${properties}\n`, { 'ts.ts': '' })
    expect(functions[0]!.problems).toHaveLength(1)
    expect(functions[0]!.problems[0]).toMatchObject({ line })
    expect(functions[0]!.problems[0]!.message).toContain(problem)
  })

  it('in TypeScript is built by the project’s own esbuild', async () => {
    const { functions } = await service(`${aws}functions: { a: { handler: src/ts.main } }\n`, {
      'src/ts.ts': '',
      'node_modules/.bin/esbuild': '',
    })
    expect(functions[0]).toMatchObject({
      problems: [],
      settings: {
        output: '/builds/a',
        build:
          'mkdir -p /builds/a && npx --no-install esbuild src/ts.ts --bundle --platform=node --outdir=/builds/a --target=es2020 --log-level=warning --outbase=. --sourcemap',
      },
    })
  })

  it.each([
    ['vpc: { subnetIds: [a] }', 'There is no VPC here'],
    ['tracing: Active', 'X-Ray go nowhere here'],
    ['onError: arn', 'Nothing is sent to onError here'],
    ['colour: blue', 'The property colour of a function is not known here'],
    ['reservedConcurrency: 0', 'which stops a function on Lambda'],
    ['destinations: { onFailure: arn:x }', 'The destination onFailure is no function of this project'],
    ['layers: [arn:x]', 'The layer arn:x is not in this project'],
    ['events: [{ sqs: arn:x }]', 'Events of type sqs do not arrive by themselves'],
    [
      'events: [{ http: { path: /a, method: get, integration: lambda } }]',
      'The integration lambda of get /a is not done here',
    ],
  ])('runs without %s', async (property, note) => {
    const { functions } = await service(`${aws}functions:\n  a:\n    handler: handler.main\n    ${property}\n`)
    expect(functions[0]!.problems).toEqual([])
    expect(messages(functions[0]!.notes).join('\n')).toContain(note)
  })
})

describe('a service', () => {
  it('may be JSON', async () => {
    const { functions, kind } = await projectOf({
      'serverless.json':
        '{"service":"a","provider":{"name":"aws","runtime":"nodejs22.x"},"functions":{"a":{"handler":"a.b"}}}',
    })
    expect([kind, functions[0]!.name]).toEqual(['serverless', 'a'])
  })

  it.each([
    [
      { 'serverless.ts': '' },
      'serverless.ts:1:1: this is a program, and no program of a project is run to read it. Run npx serverless print',
    ],
    [{ 'serverless.yml': 'service: a\nprovider: { name: google }\n' }, 'serverless.yml:2:1: its provider is google'],
    [{ 'serverless.yml': 'service: a\n\tb: c' }, 'serverless.yml:2:1: this is not YAML'],
    [{ 'serverless.json': '{' }, 'serverless.json:1:2: this is not JSON'],
    [{ 'serverless.yml': `${aws}functions: \${file(a.yml)}\n`, 'a.yml': 'a: [' }, 'a.yml:1:5: this is not YAML'],
  ])('that cannot be read: %j', async (files, message) => {
    expect(await refusalOf(files as unknown as Record<string, string>)).toContain(message)
  })

  it('tells of plugins and of resources', async () => {
    const { unsupported } = await service(
      `${aws}plugins: [serverless-offline]\nfunctions: {}\nresources:\n  - Resources: { A: { Type: AWS::S3::Bucket } }\n`,
    )
    expect(messages(unsupported)).toEqual([
      'The plugin serverless-offline is not run here: what it would change is as it stands.',
      'AWS::S3::Bucket is not made here (A): functions reach one of AWS, or none.',
    ])
  })
})

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readProject } from '../read-project.ts'
import { functionOf, messages, projectOf, written } from '../written.fixture.ts'

const sam = 'Transform: AWS::Serverless-2016-10-31\n'

describe('Globals', () => {
  it('merge maps, join lists and are replaced by anything else', async () => {
    const { functions } = await projectOf({
      'index.js': '',
      'layers/a/x': '',
      'layers/b/x': '',
      'template.yaml': `${sam}
Globals:
  Function:
    Runtime: nodejs22.x
    Handler: index.handler
    Timeout: 5
    Layers: [!Ref A]
    Environment: { Variables: { ONE: global, TWO: global } }
    Tags: { a: b }
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 7
      Layers: [!Ref B]
      Environment: { Variables: { TWO: own, THREE: own } }
  Plain:
    Type: AWS::Lambda::Function
    Properties: { Code: ., Runtime: python3.13, Handler: index.main }
  A: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layers/a } }
  B: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layers/b } }
`,
    })
    const [hello, plain] = functions.map(({ settings }) => settings)
    expect(hello).toMatchObject({ runtime: 'nodejs22.x', handler: 'index.handler', timeout: 7 })
    expect(hello!.variables).toEqual({ ONE: 'global', TWO: 'own', THREE: 'own' })
    expect(hello!.layers!.map((path) => path.slice(-8))).toEqual(['layers/a', 'layers/b'])
    // Globals are SAM's: a function of plain CloudFormation has none of them.
    expect(plain).toEqual({ runtime: 'python3.13', handler: 'index.main' })
  })

  it('give way to a variable of the function, whose value becomes a text', async () => {
    const { functions } = await projectOf({
      'index.js': '',
      'template.yaml': `${sam}
Globals: { Function: { Environment: { Variables: { AA: global } } } }
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Environment: { Variables: { AA: !Ref AWS::Region, BB: 2, CC: true, DD: } } }
`,
    })
    expect(functions[0]!.settings.variables).toEqual({ AA: 'us-east-1', BB: '2', CC: 'true', DD: '' })
  })
})

describe('parameters and conditions', () => {
  const files = {
    'index.js': '',
    'template.yaml': `${sam}
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Seconds: { Type: Number, Default: 4 }
Conditions: { Prod: !Equals [!Ref Stage, prod] }
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: !Sub 'hello.\${Stage}', Runtime: nodejs22.x, Timeout: !Ref Seconds }
  Only:
    Type: AWS::Serverless::Function
    Condition: Prod
    Properties: { Runtime: nodejs22.x }
`,
  }

  it('hold with their defaults', async () => {
    const { functions, unsupported } = await projectOf(files)
    expect(functions.map(({ name, id, line }) => [name, id, line])).toEqual([['hello-dev', 'Hello', 8]])
    expect(functions[0]!.settings.timeout).toBe(4)
    expect(unsupported).toMatchObject([
      { line: 11, message: 'The function Only is left out: its condition Prod is false.' },
    ])
  })

  it('hold with what is given', async () => {
    const { functions, unsupported } = await projectOf(files, { parameters: { Stage: 'prod', Seconds: '9' } })
    expect(functions.map(({ name }) => name)).toEqual(['hello-prod', 'Only'])
    expect(functions[0]!.settings.timeout).toBe(9)
    expect(unsupported).toEqual([])
  })

  it('tell of a value that there may not be, and of a name that there is not', async () => {
    const { unsupported } = await projectOf(files, { parameters: { Stage: 'test', Stag: 'prod' } })
    expect(messages(unsupported)).toEqual([
      'The parameter Stage was given "test", and may be dev, prod.',
      'The template has no parameter Stag, for which a value was given.',
      'The function Only is left out: its condition Prod is false.',
    ])
  })
})

describe('settings that are not legal are problems with their line, and the others hold', () => {
  it.each<[string, string, number]>([
    ['Timeout: abc', 'Timeout must be a number of seconds.', 6],
    ['Timeout: 901', 'Timeout must be at most 900 seconds.', 6],
    ['Timeout: 1.5', 'Timeout must be a whole number of seconds.', 6],
    ['Timeout: [1]', 'Timeout must be a number of seconds.', 6],
    ['MemorySize: 64', 'MemorySize must be at least 128 MB.', 6],
    ['Handler: 5', 'Handler must be a string.', 6],
    ['Description: { a: b }', 'Description must be a string.', 6],
    ['Environment: { Variables: { A-B: x } }', 'The variable A-B is not a legal variable name.', 6],
    ['Environment: { Variables: { AB: [x] } }', 'The variable AB must be a string.', 6],
    ['Environment: { Variables: text }', 'Environment.Variables must be a map of names and values.', 6],
    [`Environment: { Variables: { AB: ${'x'.repeat(4096)} } }`, 'The variables take 4098 bytes, and may take 4096.', 6],
    ['LoggingConfig: { LogFormat: XML }', 'LoggingConfig.LogFormat must be one of Text, JSON.', 6],
    ['FunctionUrlConfig: { AuthType: SOME }', 'The function URL’s.authType must be one of NONE, AWS_IAM.', 6],
    [
      'EventInvokeConfig: { MaximumRetryAttempts: 3 }',
      'EventInvokeConfig’s.maximumRetryAttempts must be at most 2 attempts.',
      6,
    ],
    ['Events: { A: { Type: HttpApi, Properties: { Path: items, Method: GET } } }', 'must begin with a slash', 6],
    ['Events: { A: { Type: Api, Properties: { Path: /, Method: FETCH } } }', 'must be one of ANY, GET', 6],
    [
      'Events: { A: { Type: Api, Properties: { Method: GET } } }',
      'The event A has no Path. Give it one, as /items.',
      6,
    ],
  ])('%s', async (property, problem, line) => {
    const { settings, problems } = await functionOf(`${property}\nRuntime: nodejs22.x`)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ line })
    expect(problems[0]!.message).toContain(problem)
    expect(settings).toMatchObject({ runtime: 'nodejs22.x' })
  })

  it('no handler, where the runtime needs one', async () => {
    const template = (runtime: string) => ({
      'index.js': '',
      'template.yaml': `Resources: { A: { Type: AWS::Lambda::Function, Properties: { Code: ., Runtime: ${runtime} } } }`,
    })
    expect(messages((await projectOf(template('nodejs22.x'))).functions[0]!.problems)).toEqual([
      'It has no Handler, which nodejs22.x needs. Give it one, as index.handler.',
    ])
    expect((await projectOf(template('provided.al2023'))).functions[0]!.problems).toEqual([])
  })

  it('a runtime that Lambda does not have', async () => {
    const { problems, settings } = await functionOf('Runtime: cobol2')
    expect(problems[0]!.message).toMatch(/^Runtime must be one of provided\.al2023, nodejs22\.x/)
    expect(settings).toEqual({ handler: 'index.handler' })
  })
})

describe('what changes what the code sees is told', () => {
  it.each([
    ['VpcConfig: { SubnetIds: [a] }', 'There is no VPC here'],
    ['Tracing: Active', 'X-Ray go nowhere here'],
    ['DeadLetterQueue: { Type: SQS, TargetArn: a }', 'Nothing is sent to a dead-letter queue here'],
    ['FileSystemConfigs: [{ Arn: a, LocalMountPath: /mnt/a }]', 'File systems are not mounted here'],
    ['EphemeralStorage: { Size: 1024 }', '/tmp is not bounded to 1024 MB here'],
    ['ReservedConcurrentExecutions: 0', 'which stops a function on Lambda. Here it can be invoked'],
    ['SnapStart: { ApplyOn: PublishedVersions }', 'SnapStart: environments start when they are needed here'],
    ['ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 9 }', '"provisioned" in the function'],
    ['AutoPublishAlias: live', 'The alias live names $LATEST here'],
    ['Colour: blue', 'The property Colour of a function is not known here, and is left out.'],
    [
      'Layers: [arn:aws:lambda:us-east-1:1:layer:x:1]',
      'The layer arn:aws:lambda:us-east-1:1:layer:x:1 is not in this project',
    ],
    ['Events: { A: { Type: S3 } }', 'Events of type S3 do not arrive by themselves; send one from the Templates.'],
    [
      'Events: { A: { Type: HttpApi, Properties: { ApiId: other } } }',
      'is of the API other, which is not in this project',
    ],
    [
      'Environment: { Variables: { AB: "{{resolve:ssm:/a}}" } }',
      'The variable AB: a dynamic reference is not worked out',
    ],
    ['Environment: { Variables: { AB: !Cidr [a] } }', 'The variable AB: Fn::Cidr is not worked out here'],
    ['FunctionName: !Sub "${Other}-x"', 'FunctionName: the template has nothing that is called Other'],
    ['FunctionName: !Sub "${Hello}-x"', ''],
  ])('%s', async (property, note) => {
    const { notes, problems } = await functionOf(`${property}\nRuntime: nodejs22.x`)
    expect(problems).toEqual([])
    expect(messages(notes).join('\n')).toContain(note)
    for (const { file, line } of notes) expect([file.endsWith('template.yaml'), line! > 0]).toEqual([true, true])
  })

  it('roles, policies and tags are of no concern', async () => {
    const { notes } = await functionOf(
      'Runtime: nodejs22.x\nRole: a\nPolicies: [b]\nTags: { c: d }\nKmsKeyArn: e\nVpcConfig: !Ref AWS::NoValue',
    )
    expect(notes).toEqual([])
  })
})

describe('code', () => {
  it.each([
    ['CodeUri: s3://bucket/code.zip', 'Its code is in S3, which is not asked. Give CodeUri the folder of the code.'],
    ['CodeUri: { Bucket: a, Key: b }', 'Its code is in S3, which is not asked.'],
    ['CodeUri: missing', 'CodeUri "missing" is not there ('],
    ['CodeUri: target/app.jar', 'CodeUri "target/app.jar" is an archive that is not there'],
    ['CodeUri: code.zip', 'CodeUri "code.zip" is an archive ('],
    ['CodeUri: index.js', 'CodeUri "index.js" is a file ('],
    ['CodeUri: /', 'CodeUri "/" is /, which is too much to open.'],
    ['CodeUri: .hidden', 'CodeUri ".hidden" is a hidden folder'],
    ['CodeUri: ~', ''],
    ['PackageType: Image', 'It is a container image, and there is no Docker here.'],
    ['ImageUri: hello:latest', 'It is a container image'],
    ['InlineCode: text', ''],
  ])('%s', async (property, problem) => {
    const { problems } = await functionOf(`${property}\nRuntime: nodejs22.x`, {
      'code.zip': '',
      '.hidden/index.js': '',
    })
    expect(messages(problems).join()).toContain(problem)
    expect(problems.length).toBe(problem === '' ? 0 : 1)
  })

  it('may be beside the project', async () => {
    const folder = written({
      'deploy/template.yaml': `${sam}Resources: { Hello: { Type: AWS::Serverless::Function, Properties: { CodeUri: ../src, Runtime: nodejs22.x, Handler: index.handler } } }`,
      'src/index.js': '',
    })
    const project = await readProject(join(folder, 'deploy'))
    expect(project!.functions[0]).toMatchObject({ problems: [], folder: join(folder, 'src') })
  })

  it('within the template becomes the file that the handler names', async () => {
    const { inline, folder, notes } = await functionOf(
      'Runtime: python3.13\nHandler: app.main\nInlineCode: |\n  import cfnresponse\n  def main(e, c): return e',
    )
    expect(inline).toEqual({ path: 'app.py', text: 'import cfnresponse\ndef main(e, c): return e\n' })
    expect(folder).toBe('/builds/Hello')
    expect(messages(notes).join()).toContain('cfn-response')
  })

  it('in TypeScript is a problem with what to do, unless it is built', async () => {
    const properties = 'Runtime: nodejs22.x\nHandler: app.handler'
    const { problems } = await functionOf(properties, { 'app.ts': '' })
    expect(messages(problems)).toEqual([
      'Its handler is app.ts, which Node.js does not run on Lambda. Have it built: with Metadata, BuildMethod: esbuild.',
    ])
    expect((await functionOf(properties, { 'app.ts': '', 'app.js': '' })).problems).toHaveLength(1)
  })
})

describe('resources', () => {
  it('are told once for each type, with the first line', async () => {
    const { unsupported } = await projectOf({
      'template.yaml': `Resources:
  A: { Type: AWS::S3::Bucket }
  B: { Type: AWS::S3::Bucket }
  C: { Type: AWS::S3::Bucket }
  D: { Type: AWS::S3::Bucket }
  Role: { Type: AWS::IAM::Role }
  Loop: { Type: AWS::StepFunctions::StateMachine }
  Fn::ForEach::Many: [x, [a, b], {}]
  Untyped: { Properties: {} }
`,
    })
    expect(unsupported.map(({ line, message }) => [line, message])).toEqual([
      [8, 'Fn::ForEach::Many is not worked out here: resources that it would make are left out.'],
      [9, 'The resource Untyped has no Type, and is left out.'],
      [2, 'AWS::S3::Bucket is not made here (A, B, C and 1 more): functions reach one of AWS, or none.'],
      [7, 'AWS::StepFunctions::StateMachine is not made here (Loop): functions reach one of AWS, or none.'],
    ])
  })

  it('transforms other than SAM’s are told', async () => {
    const { kind, unsupported } = await projectOf({
      'template.yaml': 'Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nResources: {}\n',
    })
    expect(kind).toBe('sam')
    expect(messages(unsupported)).toEqual([
      'The transform AWS::LanguageExtensions is not done here: the template is read as it stands.',
    ])
  })

  it('what sam build left is not used, and that is told', async () => {
    const { unsupported } = await projectOf({
      'template.yaml': 'Resources: {} # AWS::',
      '.aws-sam/build/template.yaml': '',
    })
    expect(messages(unsupported).join()).toContain('What sam build made in .aws-sam is not used')
  })

  it('of a template within are followed, with their parameters and names of their own', async () => {
    const inner = `Parameters: { Table: { Type: String } }
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Environment: { Variables: { TABLE: !Ref Table } } }
`
    const { functions, unsupported, readFrom } = await projectOf({
      'index.js': '',
      'inner/index.js': '',
      'inner/template.yaml': inner,
      'template.yaml': `${sam}Resources:
  Hello: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x } }
  Inner: { Type: AWS::Serverless::Application, Properties: { Location: inner/template.yaml, Parameters: { Table: items } } }
  Shared: { Type: AWS::Serverless::Application, Properties: { Location: { ApplicationId: arn, SemanticVersion: 1.0.0 } } }
`,
    })
    expect(functions.map(({ name, id, settings }) => [name, id, settings.variables])).toEqual([
      ['Hello', 'Hello', undefined],
      ['Hello-2', 'Inner/Hello', { TABLE: 'items' }],
    ])
    expect(messages(unsupported)).toEqual([
      'Shared (AWS::Serverless::Application) is no template of this project, and is left out.',
    ])
    expect(readFrom).toHaveLength(2)
  })

  it('that have each other as templates come to an end', async () => {
    const { unsupported } = await projectOf({
      'template.yaml': `Resources:
  Again: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: template.yaml } }
`,
    })
    expect(messages(unsupported)).toEqual([
      'Again (AWS::CloudFormation::Stack) is no template of this project, and is left out.',
    ])
  })
})

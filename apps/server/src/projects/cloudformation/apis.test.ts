import type { FunctionSettings } from '@playground/protocol'
import { describe, expect, it } from 'vitest'
import { messages, projectOf } from '../written.fixture.ts'

const sam = 'Transform: AWS::Serverless-2016-10-31\n'
const hello = '  Hello: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x } }\n'

async function routesOf(template: string, files: Record<string, string> = {}): Promise<FunctionSettings['routes']> {
  const { functions } = await projectOf({ 'index.js': '', 'template.yaml': sam + template, ...files })
  return functions[0]!.settings.routes
}

function withEvent(type: string, properties: string, above = '', below = ''): string {
  return `${above}\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: nodejs22.x, Events: { One: { Type: ${type}, Properties: ${properties} } } }\n${below}`
}

describe('events of SAM', () => {
  it.each([
    ['HttpApi', '{ Path: /a, Method: get }', { method: 'GET', path: '/a', payload: '2.0', api: 'ServerlessHttpApi' }],
    [
      'HttpApi',
      '{ Path: "/a/{id}", Method: any }',
      { method: 'ANY', path: '/a/{id}', payload: '2.0', api: 'ServerlessHttpApi' },
    ],
    [
      'HttpApi',
      '{ Path: "/{proxy+}", Method: "*" }',
      { method: 'ANY', path: '/{proxy+}', payload: '2.0', api: 'ServerlessHttpApi' },
    ],
    ['HttpApi', '{}', { method: 'ANY', path: '$default', payload: '2.0', api: 'ServerlessHttpApi' }],
    [
      'HttpApi',
      '{ Path: $default, Method: X-AMAZON-APIGATEWAY-ANY-METHOD }',
      { method: 'ANY', path: '$default', payload: '2.0', api: 'ServerlessHttpApi' },
    ],
    [
      'HttpApi',
      '{ Path: /a, Method: get, PayloadFormatVersion: "1.0" }',
      { method: 'GET', path: '/a', payload: '1.0', api: 'ServerlessHttpApi' },
    ],
    [
      'Api',
      '{ Path: /a, Method: Post }',
      { method: 'POST', path: '/a', payload: '1.0', api: 'ServerlessRestApi', stage: 'Prod' },
    ],
    [
      'Api',
      '{ Path: /a, Method: get, ResponseTransferMode: STREAM }',
      { method: 'GET', path: '/a', payload: '1.0', api: 'ServerlessRestApi', stage: 'Prod', stream: true },
    ],
  ])('%s %s', async (type, properties, route) => {
    expect(await routesOf(withEvent(type, properties))).toEqual([route])
  })

  it('have what Globals say of their API', async () => {
    const globals = `Globals:
  Api:
    Cors: "'*'"
    BinaryMediaTypes: ['image~1png', application~1pdf]
  HttpApi:
    CorsConfiguration: true
`
    expect((await routesOf(withEvent('Api', '{ Path: /a, Method: get }', globals)))![0]).toMatchObject({
      cors: { allowOrigins: ['*'] },
      binaryTypes: ['image/png', 'application/pdf'],
    })
    expect((await routesOf(withEvent('HttpApi', '{ Path: /a, Method: get }', globals)))![0]).toMatchObject({
      cors: { allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'] },
    })
  })

  it('have the stage, the CORS and the types of the API that they name', async () => {
    const rest = `  Mine:
    Type: AWS::Serverless::Api
    Properties:
      StageName: !Sub 'v\${AWS::Region}'
      BinaryMediaTypes: ['*~1*']
      Cors: { AllowOrigin: "'https://a'", AllowMethods: "'GET, POST'", AllowCredentials: true, MaxAge: "'60'" }
`
    expect(await routesOf(withEvent('Api', '{ Path: /a, Method: get, RestApiId: !Ref Mine }', '', rest))).toEqual([
      {
        method: 'GET',
        path: '/a',
        payload: '1.0',
        api: 'Mine',
        stage: 'vus-east-1',
        binaryTypes: ['*/*'],
        cors: { allowOrigins: ['https://a'], allowMethods: ['GET', 'POST'], allowCredentials: true, maxAge: 60 },
      },
    ])
    const http = `  Mine:
    Type: AWS::Serverless::HttpApi
    Properties:
      StageName: live
      CorsConfiguration: { AllowOrigins: [https://a], AllowHeaders: [x-a], ExposeHeaders: [x-b], MaxAge: 60, AllowCredentials: true }
`
    expect((await routesOf(withEvent('HttpApi', '{ Path: /a, Method: get, ApiId: !Ref Mine }', '', http)))![0]).toEqual(
      {
        method: 'GET',
        path: '/a',
        payload: '2.0',
        api: 'Mine',
        stage: 'live',
        cors: {
          allowOrigins: ['https://a'],
          allowHeaders: ['x-a'],
          exposeHeaders: ['x-b'],
          maxAge: 60,
          allowCredentials: true,
        },
      },
    )
  })
})

describe('OpenAPI', () => {
  const integration = (version = '') =>
    `x-amazon-apigateway-integration: { type: aws_proxy, uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Hello.Arn}/invocations'${version} }`

  it('in the template gives a route for each operation', async () => {
    const routes = await routesOf(`Resources:
${hello}
  Mine:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /items/{id}: { get: { ${integration(", payloadFormatVersion: '2.0'")} }, parameters: [] }
          /$default: { x-amazon-apigateway-any-method: { ${integration()} } }
`)
    expect(routes).toEqual([
      { method: 'GET', path: '/items/{id}', payload: '2.0', api: 'Mine' },
      { method: 'ANY', path: '$default', payload: '1.0', api: 'Mine' },
    ])
  })

  it.each([
    ['DefinitionUri: api.yaml'],
    ['DefinitionBody: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: api.yaml } } }'],
  ])('in a file of its own: %s', async (property) => {
    const { functions, readFrom } = await projectOf({
      'index.js': '',
      'api.yaml': `openapi: 3.0.1\nx-amazon-apigateway-binary-media-types: [image/png]\npaths:\n  /a:\n    post: { ${integration()} }\n`,
      'template.yaml': `${sam}Resources:\n${hello}  Mine: { Type: AWS::Serverless::Api, Properties: { StageName: live, ${property} } }\n`,
    })
    expect(functions[0]!.settings.routes).toEqual([
      { method: 'POST', path: '/a', payload: '1.0', api: 'Mine', stage: 'live', binaryTypes: ['image/png'] },
    ])
    expect(readFrom).toHaveLength(2)
  })

  it('that is not here is told', async () => {
    const { unsupported } = await projectOf({
      'index.js': '',
      'template.yaml': `${sam}Resources:\n${hello}  Mine: { Type: AWS::Serverless::Api, Properties: { StageName: live, DefinitionUri: s3://a/b.yaml } }\n`,
    })
    expect(messages(unsupported)).toEqual(['Mine: its definition s3://a/b.yaml is no file here, and gives no routes.'])
  })
})

describe('plain CloudFormation', () => {
  const plain =
    '  Hello: { Type: AWS::Lambda::Function, Properties: { Code: ., Runtime: nodejs22.x, Handler: index.handler } }\n'

  it('an HTTP API that is made for one function', async () => {
    const routes = await routesOf(`Resources:\n${plain}
  Quick: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, Target: !GetAtt Hello.Arn } }
  Routed: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, RouteKey: 'GET /a', Target: !Ref Hello } }
`)
    expect(routes).toEqual([
      { method: 'ANY', path: '$default', payload: '2.0', api: 'Quick' },
      { method: 'GET', path: '/a', payload: '2.0', api: 'Routed' },
    ])
  })

  it('routes without a version of the payload, and those that go elsewhere', async () => {
    const { functions, unsupported } = await projectOf({
      'index.js': '',
      'template.yaml': `Resources:\n${plain}
  Web: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP } }
  Socket: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: WEBSOCKET } }
  Mine: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Web, IntegrationUri: !GetAtt Hello.Arn } }
  Other: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Web, IntegrationUri: 'https://a' } }
  One: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Web, RouteKey: 'ANY /a', Target: !Sub 'integrations/\${Mine}', AuthorizationType: JWT } }
  Two: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Web, RouteKey: 'ANY /b', Target: !Sub 'integrations/\${Other}' } }
  Three: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Socket, RouteKey: $connect, Target: !Sub 'integrations/\${Mine}' } }
`,
    })
    expect(functions[0]!.settings.routes).toEqual([{ method: 'ANY', path: '/a', payload: '1.0', api: 'Web' }])
    expect(messages(unsupported)).toEqual([
      'Socket is a WebSocket API, which is not done here; send its events from the Templates.',
      'Web: nobody is asked for authorization here, and every call gets through.',
      'Web: ANY /b goes to no function of this project, and is not answered.',
    ])
  })

  it('resources that are each other’s parents come to an end', async () => {
    const { unsupported } = await projectOf({
      'index.js': '',
      'template.yaml': `Resources:\n${plain}
  Rest: { Type: AWS::ApiGateway::RestApi }
  A: { Type: AWS::ApiGateway::Resource, Properties: { ParentId: !Ref B, PathPart: a } }
  B: { Type: AWS::ApiGateway::Resource, Properties: { ParentId: !Ref A, PathPart: b } }
  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Rest, ResourceId: !Ref A, HttpMethod: GET } }
`,
    })
    expect(messages(unsupported)).toEqual(['Get: its API or its path is not in this project, and it is not answered.'])
  })

  it('a listener that sends everything to a function', async () => {
    const routes = await routesOf(`Resources:\n${plain}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: arn:elsewhere
      DefaultActions: [{ Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref Group }] } }]
  Group: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: lambda, Targets: [{ Id: !GetAtt Hello.Arn }] } }
`)
    expect(routes).toEqual([{ method: 'ANY', path: '/*', payload: 'alb', api: 'arn:elsewhere' }])
  })
})

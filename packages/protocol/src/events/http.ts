// Requests by HTTP: API Gateway, function URLs, load balancers.
import { apiHost, headersOf, listsOf, logTime, queryOf, request, restContext, version2 } from './request.ts'
import { account, arn, choice, region, template, text, type Make } from './template.ts'

const orNull = <T extends object>(of: T): T | null => (Object.keys(of).length === 0 ? null : of)

const claims = (make: Make) => ({
  sub: make.id(),
  email: 'ada@example.com',
  iss: `https://cognito-idp.${region}.amazonaws.com/${region}_${make.hex(9)}`,
})

const iam = (make: Make) => ({
  accessKey: `ASIA${make.hex(16).toUpperCase()}`,
  accountId: account,
  callerId: `AROA${make.hex(17).toUpperCase()}:ada`,
  cognitoIdentity: null,
  principalOrgId: `o-${make.hex(10)}`,
  userArn: arn('sts', 'assumed-role/shop/ada', `:${account}`),
  userId: `AROA${make.hex(17).toUpperCase()}:ada`,
})

export const httpTemplates = [
  template('rest-api', {
    group: 'HTTP',
    title: 'API Gateway REST API',
    summary: 'A request to a REST API with proxy integration: payload version 1.0.',
    triggers: ['api-gateway-proxy'],
    fields: { ...request, authorizer: choice('Authorizer', ['none', 'Cognito', 'Lambda'] as const) },
    build: ({ authorizer, ...values }, make) => {
      const { single, lists } = queryOf(values.query)
      const headers = headersOf(apiHost, values)
      const who =
        authorizer === 'none'
          ? null
          : authorizer === 'Cognito'
            ? { claims: claims(make) }
            : { principalId: 'ada', integrationLatency: 12, plan: 'basic' }
      return {
        resource: '/{proxy+}',
        path: values.path,
        httpMethod: values.method,
        headers,
        multiValueHeaders: listsOf(headers),
        queryStringParameters: orNull(single),
        multiValueQueryStringParameters: orNull(lists),
        pathParameters: { proxy: values.path.replace(/^\//, '') },
        stageVariables: null,
        requestContext: { ...restContext(values, make), authorizer: who },
        body: values.body === '' ? null : values.body,
        isBase64Encoded: false,
      }
    },
  }),
  template('http-api', {
    group: 'HTTP',
    title: 'API Gateway HTTP API',
    summary: 'A request to an HTTP API: payload version 2.0.',
    triggers: ['api-gateway-proxy'],
    fields: { ...request, authorizer: choice('Authorizer', ['none', 'JWT', 'IAM', 'Lambda'] as const) },
    build: ({ authorizer, ...values }, make) => {
      const event = version2(values, apiHost, '$default', make)
      const who = {
        none: undefined,
        JWT: { jwt: { claims: claims(make), scopes: ['orders/read'] } },
        IAM: { iam: iam(make) },
        Lambda: { lambda: { plan: 'basic' } },
      }[authorizer]
      return who === undefined ? event : { ...event, requestContext: { ...event.requestContext, authorizer: who } }
    },
  }),
  template('function-url', {
    group: 'HTTP',
    title: 'Function URL',
    summary: 'A request to the function’s own URL: payload version 2.0.',
    triggers: ['lambda-function-url'],
    fields: { ...request, authorizer: choice('Authorizer', ['none', 'IAM'] as const) },
    build: ({ authorizer, ...values }, make) => {
      const event = version2(values, `abcdefghijklmnopqrstuvwxyz012345.lambda-url.${region}.on.aws`, '$default', make)
      if (authorizer === 'none') return event
      return { ...event, requestContext: { ...event.requestContext, authorizer: { iam: iam(make) } } }
    },
  }),
  template('websocket', {
    group: 'HTTP',
    title: 'API Gateway WebSocket',
    summary: 'A client connects, sends a message or leaves.',
    triggers: ['api-gateway-proxy'],
    fields: {
      what: choice('What happens', ['MESSAGE', 'CONNECT', 'DISCONNECT'] as const),
      body: text('Message', '{"action":"hello"}'),
    },
    build: ({ what, body }, make) => ({
      requestContext: {
        routeKey: what === 'MESSAGE' ? '$default' : `$${what.toLowerCase()}`,
        messageId: make.hex(16),
        eventType: what,
        extendedRequestId: make.hex(16),
        requestTime: logTime(make.now),
        messageDirection: 'IN',
        stage: 'prod',
        connectedAt: make.now - 1000,
        requestTimeEpoch: make.now,
        requestId: make.hex(16),
        domainName: apiHost,
        connectionId: make.hex(16),
        apiId: 'a1b2c3d4e5',
      },
      ...(what === 'MESSAGE' ? { body } : {}),
      isBase64Encoded: false,
    }),
  }),
  template('alb', {
    group: 'HTTP',
    title: 'Application Load Balancer',
    summary: 'A request that a load balancer gives to a target group of this function.',
    triggers: ['alb'],
    fields: request,
    build: (values) => ({
      requestContext: {
        elb: { targetGroupArn: arn('elasticloadbalancing', 'targetgroup/orders/6d0ecf831eec9f09') },
      },
      httpMethod: values.method,
      path: values.path,
      queryStringParameters: queryOf(values.query).single,
      headers: headersOf(`orders-1234567890.${region}.elb.amazonaws.com`, values),
      body: values.body,
      isBase64Encoded: false,
    }),
  }),
]

// Questions whether a request may pass.
import { apiHost, authorized, headersOf, httpContext, listsOf, methods, queryOf, restContext } from './request.ts'
import { arn, choice, template, text } from './template.ts'

export const authorizerTemplates = [
  template('rest-api-token-authorizer', {
    group: 'HTTP',
    title: 'REST API authorizer, token',
    summary: 'API Gateway asks whether a token may call a method.',
    triggers: ['api-gateway-authorizer'],
    fields: { token: text('Token', 'Bearer abc'), method: choice('Method', methods), path: text('Path', '/orders/42') },
    build: ({ token, method, path }) => ({
      type: 'TOKEN',
      methodArn: arn('execute-api', `a1b2c3d4e5/prod/${method}${path}`),
      authorizationToken: token,
    }),
  }),
  template('rest-api-request-authorizer', {
    group: 'HTTP',
    title: 'REST API authorizer, request',
    summary: 'API Gateway asks whether a request may pass, and gives all of it.',
    triggers: ['api-gateway-authorizer'],
    fields: authorized,
    build: ({ token, ...rest }, make) => {
      const values = { ...rest, body: '' }
      const headers = { ...headersOf(apiHost, values), authorization: token }
      const { single, lists } = queryOf(values.query)
      return {
        type: 'REQUEST',
        methodArn: arn('execute-api', `a1b2c3d4e5/prod/${values.method}${values.path}`),
        resource: '/{proxy+}',
        path: values.path,
        httpMethod: values.method,
        headers,
        multiValueHeaders: listsOf(headers),
        pathParameters: { proxy: values.path.replace(/^\//, '') },
        queryStringParameters: single,
        multiValueQueryStringParameters: lists,
        stageVariables: {},
        requestContext: { ...restContext(values, make), authorizer: undefined },
      }
    },
  }),
  template('http-api-authorizer', {
    group: 'HTTP',
    title: 'HTTP API authorizer',
    summary: 'An HTTP API asks whether a request may pass.',
    triggers: ['api-gateway-authorizer'],
    fields: authorized,
    build: ({ token, ...rest }, make) => {
      const values = { ...rest, body: '' }
      return {
        version: '2.0',
        type: 'REQUEST',
        routeArn: arn('execute-api', `a1b2c3d4e5/$default/${values.method}${values.path}`),
        identitySource: [token],
        routeKey: '$default',
        rawPath: values.path,
        rawQueryString: values.query,
        cookies: [],
        headers: { ...headersOf(apiHost, values), authorization: token },
        queryStringParameters: queryOf(values.query).joined,
        requestContext: httpContext(values, apiHost, '$default', '$default', make),
      }
    },
  }),
]

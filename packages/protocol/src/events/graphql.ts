// Events of GraphQL: AppSync and Amplify.
import { account, json, template, text } from './template.ts'

export const graphqlTemplates = [
  template('appsync-resolver', {
    group: 'HTTP',
    title: 'AppSync resolver',
    summary: 'AppSync resolves a field of a GraphQL query.',
    triggers: ['appsync-resolver'],
    fields: { type: text('Type', 'Query'), field: text('Field', 'getOrder'), args: json('Arguments', { id: '42' }) },
    build: ({ type, field, args }) => ({
      arguments: args,
      identity: null,
      source: null,
      request: { headers: { host: 'example.com', 'content-type': 'application/json' }, domainName: null },
      prev: null,
      info: {
        selectionSetList: ['id', 'status'],
        selectionSetGraphQL: '{\n  id\n  status\n}',
        parentTypeName: type,
        fieldName: field,
        variables: {},
      },
      stash: {},
    }),
  }),
  template('appsync-authorizer', {
    group: 'HTTP',
    title: 'AppSync authorizer',
    summary: 'AppSync asks whether a token may run a query.',
    triggers: ['appsync-resolver'],
    fields: { token: text('Token', 'abc'), query: text('Query', 'query getOrder { getOrder(id: "42") { id } }') },
    build: ({ token, query }, make) => ({
      authorizationToken: token,
      requestContext: {
        apiId: make.hex(26),
        accountId: account,
        requestId: make.id(),
        queryString: query,
        variables: {},
      },
      requestHeaders: { host: 'example.com', 'content-type': 'application/json' },
    }),
  }),
  template('amplify-resolver', {
    group: 'HTTP',
    title: 'Amplify GraphQL resolver',
    summary: 'Amplify resolves a field with the @function directive.',
    triggers: ['amplify-resolver'],
    fields: { type: text('Type', 'Query'), field: text('Field', 'getOrder'), args: json('Arguments', { id: '42' }) },
    build: ({ type, field, args }) => ({
      typeName: type,
      fieldName: field,
      arguments: args,
      identity: null,
      source: {},
      request: { headers: { host: 'example.com' }, domainName: null },
      prev: { result: {} },
    }),
  }),
]

// Calls of the Lambda service API that run nothing: functions, versions, aliases and their settings (API reference, Actions).

/** A part of `endpoints`, in a file of its own; what they mean is in `management-words.ts`. */
export const managementEndpoints = {
  'list-functions': {
    api: 'lambda',
    method: 'GET',
    path: '/2015-03-31/functions',
    label: 'ListFunctions',
  },
  'get-function': {
    api: 'lambda',
    method: 'GET',
    path: '/2015-03-31/functions/:name',
    label: 'GetFunction',
  },
  'delete-function': {
    api: 'lambda',
    method: 'DELETE',
    path: '/2015-03-31/functions/:name',
    label: 'DeleteFunction',
  },
  'get-configuration': {
    api: 'lambda',
    method: 'GET',
    path: '/2015-03-31/functions/:name/configuration',
    label: 'GetFunctionConfiguration',
  },
  'update-configuration': {
    api: 'lambda',
    method: 'PUT',
    path: '/2015-03-31/functions/:name/configuration',
    label: 'UpdateFunctionConfiguration',
  },
  'publish-version': {
    api: 'lambda',
    method: 'POST',
    path: '/2015-03-31/functions/:name/versions',
    label: 'PublishVersion',
  },
  'list-versions': {
    api: 'lambda',
    method: 'GET',
    path: '/2015-03-31/functions/:name/versions',
    label: 'ListVersionsByFunction',
  },
  'list-aliases': {
    api: 'lambda',
    method: 'GET',
    path: '/2015-03-31/functions/:name/aliases',
    label: 'ListAliases',
  },
  'create-alias': {
    api: 'lambda',
    method: 'POST',
    path: '/2015-03-31/functions/:name/aliases',
    label: 'CreateAlias',
  },
  'get-alias': {
    api: 'lambda',
    method: 'GET',
    path: '/2015-03-31/functions/:name/aliases/:alias',
    label: 'GetAlias',
  },
  'update-alias': {
    api: 'lambda',
    method: 'PUT',
    path: '/2015-03-31/functions/:name/aliases/:alias',
    label: 'UpdateAlias',
  },
  'delete-alias': {
    api: 'lambda',
    method: 'DELETE',
    path: '/2015-03-31/functions/:name/aliases/:alias',
    label: 'DeleteAlias',
  },
  'get-url': {
    api: 'lambda',
    method: 'GET',
    path: '/2021-10-31/functions/:name/url',
    label: 'GetFunctionUrlConfig',
  },
  'list-urls': {
    api: 'lambda',
    method: 'GET',
    path: '/2021-10-31/functions/:name/urls',
    label: 'ListFunctionUrlConfigs',
  },
  'get-event-config': {
    api: 'lambda',
    method: 'GET',
    path: '/2019-09-25/functions/:name/event-invoke-config',
    label: 'GetFunctionEventInvokeConfig',
  },
  'put-event-config': {
    api: 'lambda',
    method: 'PUT',
    path: '/2019-09-25/functions/:name/event-invoke-config',
    label: 'PutFunctionEventInvokeConfig',
  },
  'update-event-config': {
    api: 'lambda',
    method: 'POST',
    path: '/2019-09-25/functions/:name/event-invoke-config',
    label: 'UpdateFunctionEventInvokeConfig',
  },
  'delete-event-config': {
    api: 'lambda',
    method: 'DELETE',
    path: '/2019-09-25/functions/:name/event-invoke-config',
    label: 'DeleteFunctionEventInvokeConfig',
  },
  'get-concurrency': {
    api: 'lambda',
    method: 'GET',
    path: '/2019-09-30/functions/:name/concurrency',
    label: 'GetFunctionConcurrency',
  },
  'put-concurrency': {
    api: 'lambda',
    method: 'PUT',
    path: '/2017-10-31/functions/:name/concurrency',
    label: 'PutFunctionConcurrency',
  },
  'account-settings': {
    api: 'lambda',
    method: 'GET',
    path: '/2016-08-19/account-settings',
    label: 'GetAccountSettings',
  },
} as const

export type ManagementEndpointId = keyof typeof managementEndpoints

// Routes of APIs in plain CloudFormation, as CDK makes them: routes with integrations, or resources with methods.
import { apiNamed, type Api } from './apis.ts'
import { addRoute } from './routes.ts'
import type { Template } from './template.ts'

export function takePlainApis(template: Template): void {
  takeHttpRoutes(template)
  takeRestMethods(template)
}

function takeHttpRoutes(template: Template): void {
  for (const api of template.ofType('AWS::ApiGatewayV2::Api')) {
    if (template.text(api, 'ProtocolType') === 'WEBSOCKET') {
      template.tell(
        api.tree,
        `${api.id} is a WebSocket API, which is not done here; send its events from the Templates.`,
      )
      continue
    }
    const target = template.functionOf(template.text(api, 'Target'))
    if (target !== undefined)
      addRoute(target, apiNamed(api.id, template)!, routeOfKey(template.text(api, 'RouteKey')), api.tree)
  }
  for (const route of template.ofType('AWS::ApiGatewayV2::Route')) {
    const api = httpApi(template.text(route, 'ApiId'), template)
    if (api === undefined) continue
    const target = template.text(route, 'Target')?.split('/')[1]
    const integration = target === undefined ? undefined : template.scope.resources.get(target)
    const draft = integration && template.functionOf(template.text(integration, 'IntegrationUri'))
    if (integration === undefined || draft === undefined) {
      template.tell(
        route.tree,
        `${api.name}: ${template.text(route, 'RouteKey')} goes to no function of this project, and is not answered.`,
      )
      continue
    }
    const payload = template.text(integration, 'PayloadFormatVersion') ?? '1.0'
    addRoute(draft, api, { ...routeOfKey(template.text(route, 'RouteKey')), payload }, route.tree)
    if (!['NONE', undefined].includes(template.text(route, 'AuthorizationType')))
      template.tell(route.tree, `${api.name}: nobody is asked for authorization here, and every call gets through.`)
  }
}

function httpApi(id: string | undefined, template: Template): Api | undefined {
  const resource = id === undefined ? undefined : template.scope.resources.get(id)
  const socket = resource !== undefined && template.text(resource, 'ProtocolType') === 'WEBSOCKET'
  return id === undefined || socket ? undefined : apiNamed(id, template)
}

/** `GET /items`, or `$default`. */
function routeOfKey(key = '$default'): { method: string; path: string } {
  const [method, path] = key.split(' ')
  return path === undefined ? { method: 'ANY', path: '$default' } : { method: method!, path }
}

function takeRestMethods(template: Template): void {
  for (const method of template.ofType('AWS::ApiGateway::Method')) {
    const api = apiNamed(template.text(method, 'RestApiId') ?? '', template)
    const path = pathOf(template.text(method, 'ResourceId'), template)
    if (api === undefined || path === undefined) {
      template.tell(method.tree, `${method.id}: its API or its path is not in this project, and it is not answered.`)
      continue
    }
    const verb = template.text(method, 'HttpMethod') ?? 'ANY'
    const uri = template.text(method, 'Integration', 'Uri')
    const type = template.text(method, 'Integration', 'Type')
    const draft = type === 'AWS_PROXY' ? template.functionOf(uri) : undefined
    if (draft === undefined) {
      template.tell(method.tree, integrationNotDone(api.name, verb, path, type))
      continue
    }
    const stream =
      template.text(method, 'Integration', 'ResponseTransferMode') === 'STREAM' ||
      (uri ?? '').includes('response-streaming-invocations')
    addRoute(draft, api, { method: verb, path, stream }, method.tree)
    if (!['NONE', undefined].includes(template.text(method, 'AuthorizationType')))
      template.tell(method.tree, `${api.name}: nobody is asked for authorization here, and every call gets through.`)
  }
}

function integrationNotDone(api: string, method: string, path: string, type = 'no type'): string {
  // CDK makes one of these for each path: they are said once.
  if (method === 'OPTIONS' && type === 'MOCK') return `${api}: preflights that a mock answers are not done here.`
  return `${api}: ${method} ${path} (${type}) goes to no function of this project, and is not answered.`
}

/** The path of a resource from those above it; undefined where one of them is not of this template. */
function pathOf(id: string | undefined, template: Template, depth = 0): string | undefined {
  if (id === undefined || depth > 30) return undefined
  if (id.endsWith('.RootResourceId')) return '/'
  const resource = template.scope.resources.get(id)
  if (resource?.type !== 'AWS::ApiGateway::Resource') return undefined
  const above = pathOf(template.text(resource, 'ParentId'), template, depth + 1)
  return above === undefined ? undefined : `${above === '/' ? '' : above}/${template.text(resource, 'PathPart') ?? ''}`
}

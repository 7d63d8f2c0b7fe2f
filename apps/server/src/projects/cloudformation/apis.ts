// The APIs of a template: what all routes of one have in common.
import type { Cors } from '@playground/protocol'
import { member, membersOf, textOf, textsOf, type Tree } from '../tree.ts'
import { httpCors, restCors } from './cors.ts'
import { withGlobals } from './globals.ts'
import type { Resource } from './scope.ts'
import type { Template } from './template.ts'

export type Api = {
  name: string
  payload: '1.0' | '2.0'
  stage: string | undefined
  cors: Cors | undefined
  binaryTypes: string[] | undefined
}

/** APIs that SAM makes for events that name none. */
export const implicitApis = { Api: 'ServerlessRestApi', HttpApi: 'ServerlessHttpApi' } as const

const types = {
  'AWS::Serverless::Api': 'rest',
  'AWS::Serverless::HttpApi': 'http',
  'AWS::ApiGateway::RestApi': 'rest',
  'AWS::ApiGatewayV2::Api': 'http',
} as const

/** By logical id, or by the name of one that SAM makes; undefined for what is no API of this template. */
export function apiNamed(id: string, template: Template): Api | undefined {
  if (id === implicitApis.Api) return restApi(id, template.value(withGlobals(asType('Api'), template.tree)), 'Prod')
  if (id === implicitApis.HttpApi) return httpApi(id, template.value(withGlobals(asType('HttpApi'), template.tree)))
  const resource = template.scope.resources.get(id)
  const kind = resource === undefined ? undefined : types[resource.type as keyof typeof types]
  if (resource === undefined || kind === undefined) return undefined
  const properties = template.value(withGlobals(resource, template.tree))
  return kind === 'rest'
    ? restApi(id, properties, stageOf(resource, template))
    : httpApi(id, properties, stageOf(resource, template))
}

/** APIs that are resources of their own, as `type`s have them. */
export function tellApis(template: Template): void {
  for (const resource of template.scope.resources.values())
    if (resource.type in types) tellAuth(resource.id, member(withGlobals(resource, template.tree), 'Auth'), template)
  for (const kind of ['Api', 'HttpApi'] as const)
    tellAuth(`Globals.${kind}`, member(template.tree, 'Globals', kind, 'Auth'), template)
}

function tellAuth(name: string, auth: Tree | undefined, template: Template): void {
  if (membersOf(auth).size > 0)
    template.tell(
      auth!,
      `Auth of ${name}: authorizers, API keys and policies are not asked here, and every call gets through.`,
    )
}

function asType(kind: 'Api' | 'HttpApi') {
  return { type: `AWS::Serverless::${kind}`, properties: undefined }
}

function restApi(name: string, properties: Tree | undefined, stage: string | undefined): Api {
  const types = textsOf(member(properties, 'BinaryMediaTypes')).map((type) => type.replaceAll('~1', '/'))
  return {
    name,
    payload: '1.0',
    stage: textOf(member(properties, 'StageName')) ?? stage,
    cors: restCors(member(properties, 'Cors')),
    binaryTypes: types.length === 0 ? undefined : types,
  }
}

function httpApi(name: string, properties: Tree | undefined, stage?: string): Api {
  return {
    name,
    payload: '2.0',
    stage: textOf(member(properties, 'StageName')) ?? stage,
    cors: httpCors(member(properties, 'CorsConfiguration')),
    binaryTypes: undefined,
  }
}

/** Plain CloudFormation has stages as resources of their own. */
function stageOf(api: Resource, template: Template): string | undefined {
  for (const [type, owner] of [
    ['AWS::ApiGateway::Stage', 'RestApiId'],
    ['AWS::ApiGateway::Deployment', 'RestApiId'],
    ['AWS::ApiGatewayV2::Stage', 'ApiId'],
  ] as const)
    for (const stage of template.ofType(type)) {
      const name = template.text(stage, owner) === api.id ? template.text(stage, 'StageName') : undefined
      if (name !== undefined) return name
    }
  return undefined
}

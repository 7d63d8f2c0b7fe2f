// Routes that an OpenAPI document gives an API: each operation whose integration is a function.
import { resolve } from 'node:path'
import { readJson } from '../read-json.ts'
import { readYaml } from '../read-yaml.ts'
import { isFile } from '../../is-there.ts'
import { readSource } from '../source-file.ts'
import { member, membersOf, textOf, textsOf, type Tree } from '../tree.ts'
import { apiNamed, type Api } from './apis.ts'
import { withGlobals } from './globals.ts'
import { addRoute, methodOf } from './routes.ts'
import type { Resource } from './scope.ts'
import type { Template } from './template.ts'

const methods = new Set('GET HEAD POST PUT PATCH DELETE OPTIONS ANY'.split(' '))
const documents = {
  'AWS::Serverless::Api': ['DefinitionBody', 'DefinitionUri'],
  'AWS::Serverless::HttpApi': ['DefinitionBody', 'DefinitionUri'],
  'AWS::ApiGateway::RestApi': ['Body', 'BodyS3Location'],
  'AWS::ApiGatewayV2::Api': ['Body', 'BodyS3Location'],
} as const

export async function takeOpenApi(template: Template): Promise<void> {
  for (const resource of template.scope.resources.values()) {
    const names = documents[resource.type as keyof typeof documents]
    if (names === undefined) continue
    const document = await documentOf(resource, names, template)
    const api = document === undefined ? undefined : apiNamed(resource.id, template)
    if (api !== undefined) takeOperations(api, document!, template)
  }
}

function takeOperations(given: Api, document: Tree, template: Template): void {
  const types = textsOf(member(document, 'x-amazon-apigateway-binary-media-types'))
  const api = types.length === 0 ? given : { ...given, binaryTypes: types }
  const left = new Map<string, Tree>()
  for (const [path, operations] of membersOf(member(document, 'paths')))
    for (const [name, operation] of membersOf(operations)) {
      const method = methodOf(name)
      const integration = template.value(member(operation, 'x-amazon-apigateway-integration'))
      if (!methods.has(method) || integration === undefined) continue
      const uri = textOf(member(integration, 'uri')) ?? ''
      const type = textOf(member(integration, 'type'))?.toLowerCase() ?? ''
      const draft = type === 'aws_proxy' ? template.functionOf(uri) : undefined
      if (draft === undefined) left.set(`${method} ${path} (${type || 'no type'})`, operation)
      else
        addRoute(
          draft,
          api,
          {
            method,
            // The greedy catch-all of an HTTP API.
            path: path === '/$default' ? '$default' : path,
            payload: textOf(member(integration, 'payloadFormatVersion')) ?? '1.0',
            stream: uri.includes('response-streaming-invocations'),
          },
          operation,
        )
    }
  const [first] = left
  if (first !== undefined)
    template.tell(
      first[1],
      `${given.name}: integrations that are no function of this project are not done here: ${[...left.keys()].join(', ')}.`,
    )
}

/** The document in the template, or in a file that it names; undefined where there is none or it cannot be had. */
async function documentOf(
  resource: Resource,
  [body, uri]: readonly [string, string],
  template: Template,
): Promise<Tree | undefined> {
  const properties = withGlobals(resource, template.tree)
  const given = member(properties, body)
  const include = member(given, 'Fn::Transform')
  const location = include === undefined ? member(properties, uri) : member(include, 'Parameters', 'Location')
  if (given !== undefined && include === undefined) return given
  if (location === undefined) return undefined
  const path = textOf(template.value(location))
  const file = path === undefined || path.startsWith('s3://') ? undefined : resolve(template.folder, path)
  if (file === undefined || !(await isFile(file))) {
    template.tell(location, `${resource.id}: its definition ${path ?? 'in S3'} is no file here, and gives no routes.`)
    return undefined
  }
  const text = await readSource(file, template.readFrom)
  return file.endsWith('.json') ? readJson(text, file) : readYaml(text, file)
}

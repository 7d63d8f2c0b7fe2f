// Events of functions in serverless.yml: http, httpApi and alb become routes, any other is told.
import type { Cors } from '@playground/protocol'
import type { Draft, GivenRoute } from '../draft.ts'
import { sendOne } from '../said.ts'
import { flag, itemsOf, member, membersOf, numeric, textOf, textsOf, type Tree } from '../tree.ts'

/** What the provider says for all routes of a kind. */
export type ServerlessApis = {
  stage: string
  rest: { binaryTypes: string[] }
  http: { payload: string; cors: Cors | undefined }
}

export function serverlessApis(provider: Tree | undefined, stage: string): ServerlessApis {
  return {
    stage,
    rest: { binaryTypes: textsOf(member(provider, 'apiGateway', 'binaryMediaTypes')) },
    http: {
      payload: textOf(member(provider, 'httpApi', 'payload')) ?? '2.0',
      cors: corsOf(member(provider, 'httpApi', 'cors')),
    },
  }
}

export function takeServerlessEvents(draft: Draft, events: Tree | undefined, apis: ServerlessApis): void {
  for (const event of itemsOf(events)) {
    const [first] = membersOf(event)
    const kind = first?.[0] ?? textOf(event) ?? 'none'
    const value = first?.[1]
    if (kind === 'http' && value !== undefined) takeHttp(draft, value, apis)
    else if (kind === 'httpApi' && value !== undefined) takeHttpApi(draft, value, apis)
    else if (kind === 'alb' && value !== undefined) takeAlb(draft, value)
    else draft.note(event, sendOne(`type ${kind}`))
  }
}

function takeHttp(draft: Draft, event: Tree, { stage, rest }: ServerlessApis): void {
  const { method, path } = methodAndPath(event)
  if (path === undefined) return draft.problem(event, 'The event http has no path. Give it one, as GET /items.')
  const integration = textOf(member(event, 'integration'))?.toLowerCase() ?? 'aws_proxy'
  if (!['aws_proxy', 'lambda-proxy', 'lambda_proxy'].includes(integration)) {
    draft.note(event, `The integration ${integration} of ${method} ${path} is not done here, and it is not answered.`)
    return
  }
  noteNotAsked(draft, event, `${method} ${path}`, ['authorizer', 'private'])
  add(draft, event, {
    method,
    path: path.startsWith('/') ? path : `/${path}`,
    payload: '1.0',
    api: 'http',
    stage,
    binaryTypes: rest.binaryTypes.length === 0 ? undefined : rest.binaryTypes,
    stream: textOf(member(event, 'response', 'transferMode'))?.toUpperCase() === 'STREAM' ? true : undefined,
    cors: corsOf(member(event, 'cors')),
  })
}

function takeHttpApi(draft: Draft, event: Tree, { http }: ServerlessApis): void {
  const { method, path = '*' } = methodAndPath(event)
  noteNotAsked(draft, event, `${method} ${path}`, ['authorizer'])
  add(draft, event, {
    method,
    path: path === '*' ? '$default' : path,
    payload: http.payload,
    api: 'httpApi',
    stage: undefined,
    cors: http.cors,
  })
}

function takeAlb(draft: Draft, event: Tree): void {
  const conditions = member(event, 'conditions')
  const paths = textsOf(member(conditions, 'path'))
  const methods = textsOf(member(conditions, 'method'))
  for (const name of membersOf(conditions).keys())
    if (name !== 'path' && name !== 'method')
      draft.note(event, `The condition ${name} of alb is not asked here, and every call counts as meeting it.`)
  const multiValueHeaders = textOf(member(event, 'multiValueHeaders')) === 'true' ? true : undefined
  for (const path of paths.length === 0 ? ['/*'] : paths)
    for (const method of methods.length === 0 ? ['*'] : methods)
      add(draft, event, { method, path, payload: 'alb', api: 'alb', multiValueHeaders })
}

type Given = { [Key in keyof GivenRoute]?: unknown } & { method: string; path: string }

function add(draft: Draft, place: Tree, route: Given): void {
  const method = route.method.toUpperCase()
  draft.route({ ...route, method: method === '*' ? 'ANY' : method } as GivenRoute, place)
}

/** `GET /items`, `*`, or both as members. */
function methodAndPath(event: Tree): { method: string; path: string | undefined } {
  const text = textOf(event)
  if (text === undefined) return { method: textOf(member(event, 'method')) ?? '*', path: textOf(member(event, 'path')) }
  const [method, path] = text.trim().split(/\s+/)
  return path === undefined ? { method: '*', path: method } : { method: method!, path }
}

function noteNotAsked(draft: Draft, event: Tree, route: string, names: string[]): void {
  for (const name of names)
    if (member(event, name) !== undefined && textOf(member(event, name)) !== 'false')
      draft.note(event, `The ${name} of ${route} is not asked here, and every call gets through.`)
}

/** `true` lets anything in; the names of members differ between http and httpApi. */
export function corsOf(tree: Tree | undefined): Cors | undefined {
  if (tree === undefined || tree.value === null || tree.value === false) return undefined
  if (textOf(tree) === 'true') return { allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'] }
  const cors: Record<string, unknown> = {}
  for (const [ours, theirs] of [
    ['allowOrigins', ['allowedOrigins', 'origins', 'origin']],
    ['allowMethods', ['allowedMethods', 'methods']],
    ['allowHeaders', ['allowedHeaders', 'headers']],
    ['exposeHeaders', ['exposedResponseHeaders', 'exposedHeaders']],
  ] as const)
    for (const name of theirs) {
      const list = member(tree, name)
      if (list !== undefined) cors[ours] = textsOf(list).flatMap((text) => text.split(',').map((one) => one.trim()))
    }
  const [credentials, maxAge] = [member(tree, 'allowCredentials'), member(tree, 'maxAge')]
  if (credentials !== undefined) cors['allowCredentials'] = flag(credentials)
  if (maxAge !== undefined) cors['maxAge'] = numeric(maxAge)
  return cors
}

// Events of SAM functions: those of APIs become routes, any other is told.
import type { Draft } from '../draft.ts'
import { sendOne } from '../said.ts'
import { member, membersOf, textOf, type Tree } from '../tree.ts'
import { apiNamed, implicitApis } from './apis.ts'
import { addRoute } from './routes.ts'
import type { Resource } from './scope.ts'
import type { Template } from './template.ts'

/** Properties of an event of an API that are done here, or that no call can tell from done. */
const known = new Set(
  `ApiId RestApiId Path Method PayloadFormatVersion ResponseTransferMode RequestModel RequestParameters RouteSettings
  TimeoutInMillis`.split(/\s+/),
)

export function takeEvents(draft: Draft, resource: Resource, template: Template): void {
  for (const [name, event] of membersOf(template.members(resource).get('Events'))) {
    const type = textOf(template.value(member(event, 'Type')))
    if (type === 'Api' || type === 'HttpApi') takeRoute(draft, name, type, event, template)
    else if (type === undefined) draft.note(event, `The event ${name} has no Type, and is left out.`)
    else draft.note(event, sendOne(`type ${type}`))
  }
}

function takeRoute(draft: Draft, name: string, type: 'Api' | 'HttpApi', event: Tree, template: Template): void {
  const properties = template.toldValue(withoutApi(member(event, 'Properties')), draft, `The event ${name}`)
  const apiId = textOf(template.value(member(event, 'Properties', 'ApiId') ?? member(event, 'Properties', 'RestApiId')))
  const api = apiNamed(apiId ?? implicitApis[type], template)
  if (api === undefined) {
    draft.note(event, `The event ${name} is of the API ${apiId}, which is not in this project, and is left out.`)
    return
  }
  const [path, method] = [textOf(member(properties, 'Path')), textOf(member(properties, 'Method'))]
  if (path === undefined && type === 'Api') {
    draft.problem(event, `The event ${name} has no Path. Give it one, as /items.`)
    return
  }
  if (member(properties, 'Auth') !== undefined)
    draft.note(event, `Auth of the event ${name}: nobody is asked for it here, and every call gets through.`)
  for (const [property, value] of membersOf(properties))
    if (!known.has(property) && property !== 'Auth')
      draft.note(value, `The property ${property} of the event ${name} is not done here.`)
  const payload = textOf(member(properties, 'PayloadFormatVersion'))
  addRoute(
    draft,
    api,
    {
      method: method ?? 'ANY',
      path: path ?? '$default',
      payload,
      stream: textOf(member(properties, 'ResponseTransferMode')) === 'STREAM',
    },
    event,
  )
}

/** Which API it is of is worked out by itself: its name is no placeholder. */
function withoutApi(properties: Tree | undefined): Tree | undefined {
  if (properties === undefined) return undefined
  return { ...properties, value: new Map([...membersOf(properties)].filter(([name]) => !/^(Rest)?ApiId$/.test(name))) }
}

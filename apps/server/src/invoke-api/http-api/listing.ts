// What there is at the listener of APIs, for whoever opens its root.
import { stageOf, type Api, type ApiRoute } from './api.ts'
import { findRoute } from './find-route.ts'

const titles = { rest: 'REST API', http: 'HTTP API', alb: 'load balancer' } as const

/** Plain text; `host` as the caller has it. */
export function listing(apis: readonly Api[], host: string): string {
  if (apis.length === 0)
    return 'No function has HTTP routes. Give one "routes": [{ "path": "/items/{id}" }] in its function.json.\n'
  const port = /:\d+$/.exec(host)?.[0] ?? ''
  const parts = apis.map((api) => {
    const stages = [...new Set(api.routes.map(({ route }) => stageOf(api.kind, route)))].filter(
      (stage) => api.kind !== 'alb' && stage !== '$default',
    )
    const stage = stages.length === 0 ? '' : `, stage ${stages.join(', ')}`
    const own = api.name.length > 63 ? '' : `   http://${api.name}.localhost${port}/`
    const lines = api.routes.map((one) => `  ${line(apis, api, one, port)}\n`)
    return `${titles[api.kind]} ${api.name}${stage}${own}\n${lines.join('')}`
  })
  return `HTTP APIs of the Lambda Runtime Playground:\n\n${parts.join('\n')}`
}

function line(apis: readonly Api[], api: Api, { route, definition }: ApiRoute, port: string): string {
  const shown = `${route.method} ${route.path} → ${definition.name}`
  // Who takes the pattern itself takes whatever it stands for.
  const taken = findRoute(apis, route.method === 'ANY' ? undefined : route.method, route.path)
  if (taken === undefined || taken.route === route || !sameShape(taken.route.path, route.path)) return shown
  const where = taken.api === api ? '' : `; it is reached at http://${api.name}.localhost${port}/`
  return `${shown}   (${taken.definition.name} takes it first${where})`
}

/** Whether two patterns mean the same paths: names of parameters do not count. */
function sameShape(a: string, b: string): boolean {
  const shape = (path: string) => path.replaceAll(/\{[^{}+]+(\+?)\}/g, '{$1}')
  return shape(a) === shape(b)
}

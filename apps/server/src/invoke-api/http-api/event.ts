// The event that an API makes of a request, in the form that the route asks for.
import { accountId } from '@playground/protocol'
import type { HttpRequest } from '../by-http/request.ts'
import { version2Event } from '../by-http/version-2.ts'
import { albEvent } from './alb-event.ts'
import { domainOf, idOf, shortId } from './api.ts'
import type { Found } from './find-route.ts'
import { decodedParameters, stagedPath } from './staged-path.ts'
import { keyOf, version1Event } from './version-1-event.ts'

/** As JSON text. */
export function eventOf(request: HttpRequest, found: Found): string {
  const { api, route, stage } = found
  if (route.payload === 'alb') return albEvent(request, found)
  if (route.payload === '1.0') return version1Event(request, found)
  return version2Event(request, {
    accountId,
    apiId: idOf(api.kind, api.name),
    domainName: domainOf(api.kind, api.name),
    rawPath: stagedPath(found),
    routeKey: keyOf(found),
    stage,
    requestId: shortId(request.requestId),
    pathParameters: decodedParameters(found),
  })
}

// The event of an Application Load Balancer (ELB's guide, lambda-functions): nothing of the query is decoded, and of several values the last counts.
import { accountId, countsAsText } from '@playground/protocol'
import { eventBody } from '../by-http/body-of-event.ts'
import { headsOf, lastOf, listsOf, partsOf, type HttpRequest } from '../by-http/request.ts'
import { region } from '../function-name.ts'
import { hash } from './api.ts'
import type { Found } from './find-route.ts'

/** As JSON text. */
export function albEvent(request: HttpRequest, { definition, path, route }: Found): string {
  const { name } = definition
  const headers = listsOf(headsOf(request).map(([head, value]) => [head.toLowerCase(), value] as const))
  const query = listsOf(
    partsOf(request.target)
      .query.split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const at = pair.indexOf('=')
        return at < 0 ? ([pair, ''] as const) : ([pair.slice(0, at), pair.slice(at + 1)] as const)
      }),
  )
  // What is encoded is not text, whatever its type.
  const isText = countsAsText(headers['content-type']?.at(-1)) && headers['content-encoding'] === undefined
  const targetGroup = `targetgroup/${name}/${hash(name).slice(0, 16)}`
  return JSON.stringify({
    requestContext: {
      elb: { targetGroupArn: `arn:aws:elasticloadbalancing:${region}:${accountId}:${targetGroup}` },
    },
    httpMethod: request.method,
    path,
    ...(route.multiValueHeaders === true
      ? { multiValueQueryStringParameters: query, multiValueHeaders: headers }
      : { queryStringParameters: lastOf(query), headers: lastOf(headers) }),
    ...(request.body.byteLength === 0 ? { body: '', isBase64Encoded: false } : eventBody(request.body, isText)),
  })
}

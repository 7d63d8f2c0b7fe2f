// The event that Lambda makes of a call of a function's URL (Developer Guide, urls-invocation).
import { createHash } from 'node:crypto'
import { accountId } from '@playground/protocol'
import type { HttpRequest } from '../by-http/request.ts'
import { version2Event } from '../by-http/version-2.ts'
import { region } from '../function-name.ts'

export type UrlCall = HttpRequest & {
  function: string
  /** The access key that signed it, where the URL asks for one. */
  accessKey?: string | undefined
}

/** As JSON text. */
export function eventOf(call: UrlCall): string {
  const { accessKey, requestId } = call
  const id = urlIdOf(call.function)
  return version2Event(call, {
    accountId: accessKey === undefined ? 'anonymous' : accountId,
    apiId: id,
    domainName: `${id}.lambda-url.${region}.on.aws`,
    routeKey: '$default',
    stage: '$default',
    requestId,
    ...(accessKey === undefined ? {} : { authorizer: { iam: signer(accessKey) }, withheld: ['authorization'] }),
  })
}

/** In AWS's form, and the same for a function in every session. */
function urlIdOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32)
}

/** The signature is not verified, so all that is known of who made it is the key. */
function signer(accessKey: string) {
  const userId = `AIDA${accessKey.slice(4)}`
  return {
    accessKey,
    accountId,
    callerId: userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: `arn:aws:iam::${accountId}:user/unverified`,
    userId,
  }
}

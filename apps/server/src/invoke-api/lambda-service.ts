// The Lambda service API, as SDKs and the AWS CLI call it (API reference).
import { endpoints } from '@playground/protocol'
import express, { type RequestHandler, type Router } from 'express'
import { invokeAsyncHandler } from './invoke-async.ts'
import { invokeHandler } from './invoke.ts'
import { invokeStreamHandler } from './invoke-stream.ts'
import type { ManagementParts } from './management/operation.ts'
import { managementRoutes, unknownOperation } from './management/routes.ts'
import type { InvokeParts } from './ports.ts'

export function lambdaService(parts: InvokeParts & ManagementParts): Router {
  const router = express.Router({ strict: true, caseSensitive: true })
  const handlers: [path: string, byMethod: Record<string, RequestHandler>][] = [
    [endpoints.invoke.path, { POST: invokeHandler(parts) }],
    [endpoints['invoke-stream'].path, { POST: invokeStreamHandler(parts) }],
    [`${endpoints['invoke-async'].path}{/}`, { POST: invokeAsyncHandler(parts) }],
    ...managementRoutes(parts),
  ]
  for (const [path, byMethod] of handlers) {
    const other = unknownOperation(parts, Object.keys(byMethod))
    router.all(path, (request, response, next) => (byMethod[request.method] ?? other)(request, response, next))
  }
  router.all(/^\/20\d\d-\d\d-\d\d(\/|$)/, unknownOperation(parts))
  return router
}

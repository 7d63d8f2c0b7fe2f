// The Lambda service API, as SDKs and the AWS CLI call it (API reference).
import { endpoints } from '@playground/protocol'
import express, { type RequestHandler, type Router } from 'express'
import { invokeAsyncHandler } from './invoke-async.ts'
import { invokeHandler } from './invoke.ts'
import type { InvokeParts } from './ports.ts'

export function lambdaService(parts: InvokeParts): Router {
  const router = express.Router({ strict: true, caseSensitive: true })
  const handlers: [path: string, byMethod: Record<string, RequestHandler>][] = [
    [endpoints.invoke.path, { POST: invokeHandler(parts) }],
    [`${endpoints['invoke-async'].path}{/}`, { POST: invokeAsyncHandler(parts) }],
  ]
  for (const [path, byMethod] of handlers)
    router.all(path, (request, response, next) => {
      const handle = byMethod[request.method]
      if (handle !== undefined) return handle(request, response, next)
      response.status(405).set('Allow', Object.keys(byMethod).join(', ')).end()
    })
  return router
}

// Where callers of the emulator come in, usually from outside of its container: calls that run a function, and nothing else.
import { endpoints, invokingEndpoints } from '@playground/protocol'
import express, { type Express, type Request, type RequestHandler, type Response, type NextFunction } from 'express'
import { guardEmulator } from '../http/guard.ts'
import type { Listener } from '../http/listen.ts'
import { openPort } from '../open-port.ts'
import type { Address } from './emulator-options.ts'

/** Throws a StartProblem where the address cannot be had. */
export function openCallers(service: RequestHandler, { host, port }: Address): Promise<Listener> {
  return openPort(callersApp(service), 'people', port, host, '--runtime-interface-emulator-address', `${host}:N`)
}

/** The service's other calls change what is on this machine: they are for those who are on it. */
function callersApp(service: RequestHandler): Express {
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', false)
  app.enable('strict routing').enable('case sensitive routing')
  app.use((request, response, next) => {
    const refused = guardEmulator(request)
    if (refused === undefined) next()
    else text(response, refused.status, refused.message)
  })
  for (const [id, { path, api }] of Object.entries(endpoints))
    if (api === 'lambda' && invokingEndpoints.has(id)) app.all(path, service)
  app.use((_request, response) =>
    text(response, 404, 'Nothing is here. Invoke with POST /2015-03-31/functions/function/invocations.'),
  )
  app.use((problem: unknown, _request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent) return void response.destroy()
    const malformed = problem instanceof URIError
    text(response, malformed ? 400 : 500, malformed ? 'The address is not well-formed.' : 'Something went wrong here.')
  })
  return app
}

function text(response: Response, status: number, line: string): void {
  response.status(status).type('text').send(`${line}\n`)
}

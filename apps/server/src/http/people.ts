// The listener for people and clients: the door, then the Lambda service API, the control API and the page.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { guardPeople, originAllowed, tokenCookie, type GuardOptions } from './guard.ts'

export type PeopleParts = {
  guard: GuardOptions
  /** Everything below `/20YY-MM-DD`. */
  lambdaService: RequestHandler
  /** Everything below `/api`. */
  controlApi: RequestHandler
  /** The built page's folder. */
  pageFolder: string
}

const policy =
  "default-src 'self'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " +
  "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"

export function peopleApp({ guard, lambdaService, controlApi, pageFolder }: PeopleParts): Express {
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', false)
  app.enable('strict routing').enable('case sensitive routing')
  app.use((request, response, next) => door(guard, request, response, next))
  app.use(lambdaService)
  app.use('/api', controlApi)
  app.use((request, response, next) => page(pageFolder, request, response, next))
  app.use(express.static(pageFolder, { index: 'index.html', setHeaders: cacheHead }))
  app.use((_request, response) => void response.status(404).type('text').send('Nothing is here. The page is at /.\n'))
  app.use((problem: unknown, _request: Request, response: Response, _next: NextFunction) => failed(problem, response))
  return app
}

function door(options: GuardOptions, request: Request, response: Response, next: NextFunction): void {
  const refused = guardPeople(request, options)
  if (refused !== undefined) {
    response.status(refused.status).type('text').send(`${refused.message}\n`)
    return
  }
  const { origin } = request.headers
  if (origin === undefined || !originAllowed(request, options)) return next()
  response.set('Access-Control-Allow-Origin', origin).set('Vary', 'Origin')
  response.set(
    'Access-Control-Expose-Headers',
    'X-Amz-Function-Error, X-Amz-Log-Result, X-Amz-Executed-Version, x-amzn-RequestId, x-amzn-ErrorType',
  )
  if (request.method !== 'OPTIONS') return next()
  response
    .set('Access-Control-Allow-Methods', 'POST')
    .set('Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? '*')
  response.status(204).end()
}

/** Heads of every page answer; a link with the token becomes a cookie once, so that it leaves the address bar. */
function page(folder: string, request: Request, response: Response, next: NextFunction): void {
  response
    .set('Content-Security-Policy', policy)
    .set('X-Content-Type-Options', 'nosniff')
    .set('X-Frame-Options', 'DENY')
  response
    .set('Referrer-Policy', 'no-referrer')
    .set('Cross-Origin-Opener-Policy', 'same-origin')
    .set('Cross-Origin-Resource-Policy', 'same-origin')
  const token = new URL(request.url, 'http://localhost').searchParams.get('token')
  if (token !== null && request.path === '/') {
    response.set('Set-Cookie', `${tokenCookie}=${token}; HttpOnly; SameSite=Strict; Path=/`).redirect(303, '/')
    return
  }
  if (request.path === '/' && !existsSync(join(folder, 'index.html'))) {
    response.status(503).type('text').send('The page is not built. Run npm start, which builds what is missing.\n')
    return
  }
  next()
}

/** Assets carry a hash of their content in their name; the page itself does not. */
function cacheHead(
  response: Response['locals'] & { setHeader(name: string, value: string): void },
  path: string,
): void {
  response.setHeader(
    'Cache-Control',
    /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  )
}

function failed(problem: unknown, response: Response): void {
  const malformed = problem instanceof URIError
  if (response.headersSent) return void response.destroy()
  response
    .status(malformed ? 400 : 500)
    .type('text')
    .send(malformed ? 'The address is not well-formed.\n' : 'Something went wrong in the playground.\n')
}

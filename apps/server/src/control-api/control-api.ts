// What is too big for the socket: entries by number, sessions, whole bodies, the files of functions.
import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import type { FunctionFiles, FunctionList } from '../functions/ports.ts'
import type { Journal } from '../persistence/journal.ts'
import { environmentActions, type EnvironmentActor } from './environment-actions.ts'
import { fail } from './fail.ts'
import { functionFiles } from './function-files.ts'
import { functionList } from './function-list.ts'
import { httpCallRoute, type HttpCaller } from './http-call-route.ts'
import { runRoutes, type RunStarter } from './run-routes.ts'

export type ControlApiParts = {
  journal: Journal
  files: FunctionFiles
  list: FunctionList
  runs: RunStarter
  httpCalls: HttpCaller
  environments: EnvironmentActor
  health: () => object
}

const defaultLimit = 1000
const largestLimit = 10_000
/** That a reader of the journal is kept waiting for the next entry. */
const longestWaitMs = 30_000

export function createControlApi(parts: ControlApiParts): Router {
  const { journal, files, list, runs, httpCalls, environments, health } = parts
  const router = express.Router({ caseSensitive: true, strict: true })
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff')
    next()
  })
  router.get('/health', (_request, response) => void response.json(health()))
  router.get('/journal', (request, response) => journalLines(journal, request, response))
  router.get('/state', async (request, response) => {
    const at = numberOf(request, 'at', journal.lastSeq())
    if (at === undefined) return fail(response, 400, 'bad-number', 'at must be the number of an entry, 0 or more.')
    response.json({ at: Math.min(at, journal.lastSeq()), state: await journal.stateAt(at) })
  })
  router.get('/overview', (request, response) => {
    const name = query(request).get('function')
    const overview = name === null ? undefined : journal.overview(name)
    if (overview === undefined)
      return fail(response, 404, 'no-such-function', 'Nothing is known of this function: ask with ?function=NAME.')
    response.json(overview)
  })
  router.get('/sessions', async (_request, response) => {
    response.json({ current: journal.epoch, sessions: await journal.sessions() })
  })
  router.get('/sessions/:epoch/bodies/:name', async (request, response) => {
    const body = await journal.body(request.params.epoch, request.params.name)
    if (body === undefined)
      return fail(
        response,
        404,
        'no-such-body',
        'This body is not kept. The quota may have been reached; its beginning is in the entry.',
      )
    response
      .set('Content-Type', 'application/octet-stream')
      .set('Content-Disposition', 'attachment')
      .set('Content-Length', String(body.bytes))
    body.stream.on('error', () => response.destroy())
    body.stream.pipe(response)
  })
  router.use('/functions/:name/files', functionFiles(files))
  router.use('/functions/:name/http-call', httpCallRoute(httpCalls))
  router.use('/functions', functionList(list))
  router.get('/examples', async (_request, response) => void response.json({ examples: await list.examples() }))
  router.use('/runs', runRoutes(runs))
  router.use('/environments', environmentActions(environments))
  router.use((_request, response) => fail(response, 404, 'no-such-path', 'The control API has nothing here.'))
  router.use((problem: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(problem)
    const status = typeof problem === 'object' && problem !== null && 'status' in problem ? Number(problem.status) : 500
    const message =
      status < 500 && problem instanceof Error ? problem.message : 'Something went wrong in the playground.'
    fail(response, status >= 400 && status < 600 ? status : 500, status === 413 ? 'too-large' : 'failed', message)
  })
  return router
}

async function journalLines(journal: Journal, request: Request, response: Response): Promise<void> {
  const after = numberOf(request, 'after', 0)
  const limit = numberOf(request, 'limit', defaultLimit)
  if (after === undefined || limit === undefined || limit < 1) {
    return fail(response, 400, 'bad-number', 'after must be a number of 0 or more, and limit one of 1 or more.')
  }
  const session = query(request).get('session') ?? journal.epoch
  const wait = numberOf(request, 'wait', 0)
  if (wait === undefined) return fail(response, 400, 'bad-number', 'wait must be a number of milliseconds, 0 or more.')
  if (session === journal.epoch && after >= journal.lastSeq()) await entryOrEnd(journal, response, wait)
  const lines = await journal.readSession(session, after, Math.min(limit, largestLimit))
  if (lines === undefined)
    return fail(response, 404, 'no-such-session', 'There is no such session. GET /api/sessions lists them.')
  response.set('Content-Type', 'application/x-ndjson').send(lines.map((line) => `${line}\n`).join(''))
}

/** Resolves with the next entry, when the time is over, or when the client is gone. */
function entryOrEnd(journal: Journal, response: Response, ms: number): Promise<void> {
  if (ms === 0) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      unsubscribe()
      response.off('close', done)
      resolve()
    }
    const timer = setTimeout(done, Math.min(ms, longestWaitMs))
    const unsubscribe = journal.subscribe(done)
    response.on('close', done)
  })
}

function query(request: Request): URLSearchParams {
  return new URL(request.originalUrl, 'http://localhost').searchParams
}

/** A whole number of the query; undefined where it is none. */
function numberOf(request: Request, name: string, otherwise: number): number | undefined {
  const text = query(request).get(name)
  if (text === null) return otherwise
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

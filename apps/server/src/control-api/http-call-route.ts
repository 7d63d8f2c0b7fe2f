// An HTTP call of a function's URL, made for a page: what comes back here is the head of the response, the rest is in the journal.
import { httpCallSchema, requestPayloadLimit, type HttpAnswer, type HttpCall } from '@playground/protocol'
import express, { type Request, type Router } from 'express'
import * as v from 'valibot'
import { fail } from './fail.ts'

export type HttpCaller = {
  /** Whether there is a function of this name. */
  knows(name: string): boolean
  /** Undefined where too many calls are under way. */
  call(name: string, call: HttpCall): Promise<{ answer: HttpAnswer } | { failed: string }> | undefined
}

export function httpCallRoute(calls: HttpCaller): Router {
  const router = express.Router({ mergeParams: true, caseSensitive: true, strict: true })
  const json = express.json({ type: 'application/json', limit: 2 * requestPayloadLimit })
  router.post('/', json, async (request: Request, response) => {
    if (!request.is('application/json'))
      return fail(response, 415, 'not-json', 'Send the call as application/json, {"id": …, "request": …}.')
    const read = v.safeParse(httpCallSchema, request.body)
    if (!read.success)
      return fail(response, 400, 'bad-call', `${read.issues.map(({ message }) => message).join('. ')}.`)
    const name = String((request.params as Record<string, unknown>)['name'])
    if (!calls.knows(name)) return fail(response, 404, 'no-such-function', `There is no function ${name}.`)
    const called = calls.call(name, read.output)
    if (called === undefined)
      return fail(response, 429, 'too-many-calls', 'Too many HTTP calls are under way already. Wait for one to end.')
    const outcome = await called
    if ('failed' in outcome) return fail(response, 502, 'not-answered', outcome.failed)
    response.json(outcome.answer)
  })
  return router
}

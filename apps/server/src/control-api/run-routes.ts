// Runs of many calls: started and stopped here, followed on the stream.
import { requestPayloadLimit, runPlanSchema, type RunPlan } from '@playground/protocol'
import express, { type Router } from 'express'
import * as v from 'valibot'
import { fail } from './fail.ts'

export type RunStarter = {
  /** Whether there is a function of this name. */
  knows(name: string): boolean
  start(plan: RunPlan): string | undefined
  stop(run: string): boolean
}

export function runRoutes(runs: RunStarter): Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.post('/', express.json({ type: 'application/json', limit: 2 * requestPayloadLimit }), (request, response) => {
    if (!request.is('application/json'))
      return fail(response, 415, 'not-json', 'Send the plan of the run as application/json.')
    const read = v.safeParse(runPlanSchema, request.body)
    if (!read.success)
      return fail(response, 400, 'bad-plan', `${read.issues.map(({ message }) => message).join('. ')}.`)
    if (!runs.knows(read.output.function))
      return fail(response, 404, 'no-such-function', `There is no function ${read.output.function}.`)
    const run = runs.start(read.output)
    if (run === undefined)
      return fail(response, 409, 'too-many-runs', 'Eight runs are in progress already. Stop one, or wait for its end.')
    response.status(201).json({ run })
  })
  router.delete('/:run', (request, response) => {
    if (!runs.stop(request.params.run))
      return fail(response, 404, 'no-such-run', 'This run is not in progress. It may have ended just now.')
    response.status(202).json({})
  })
  return router
}

// What a person does to an environment: real signals to real processes, seen in the journal as everything else.
import { environmentActionSchema, type ActionRefusal, type EnvironmentAction } from '@playground/protocol'
import express, { type Router } from 'express'
import * as v from 'valibot'
import { fail } from './fail.ts'

export type EnvironmentActor = {
  /** Undefined where it is done, or else why not. */
  act(name: string, action: EnvironmentAction): ActionRefusal | undefined
}

export function environmentActions(environments: EnvironmentActor): Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.post('/:name/actions', express.json({ type: 'application/json', limit: 1024 }), (request, response) => {
    if (!request.is('application/json'))
      return fail(response, 415, 'not-json', 'Send the action as application/json, such as {"action": "kill"}.')
    const read = v.safeParse(environmentActionSchema, request.body)
    if (!read.success)
      return fail(
        response,
        400,
        'bad-action',
        'Send {"action": …} with one of kill, freeze, thaw, restart and shut-down.',
      )
    const refusal = environments.act(request.params.name, read.output.action)
    if (refusal !== undefined)
      return fail(response, refusal.code === 'no-such-environment' ? 404 : 409, refusal.code, refusal.message)
    response.status(202).json({})
  })
  return router
}

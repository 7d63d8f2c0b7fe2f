// Functions made from a template, opened by their folder or as an example, and taken off the list.
import express, { type Router } from 'express'
import type { FunctionList } from '../functions/ports.ts'
import { fail } from './fail.ts'
import { statuses } from './function-files.ts'

export function functionList(list: FunctionList): Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  router.post('/', express.json({ type: 'application/json', limit: 16 * 1024 }), async (request, response) => {
    if (!request.is('application/json'))
      return fail(response, 415, 'not-json', 'Send the function as application/json.')
    const { template, name, folder, example } = request.body as Record<string, unknown>
    const made =
      typeof folder === 'string'
        ? await list.open(folder)
        : typeof example === 'string'
          ? await list.openExample(example)
          : (template === 'bash' || template === 'nodejs') && typeof name === 'string'
            ? await list.create(template, name)
            : undefined
    if (made === undefined)
      return fail(
        response,
        400,
        'bad-function',
        'Send {"template": "bash" or "nodejs", "name": …} for a new function, {"folder": …} to open one, or {"example": …} for one of GET /api/examples.',
      )
    if ('code' in made) return fail(response, statuses[made.code], made.code, made.message)
    response.status(201).json(made)
  })
  router.post('/:name/build', async (request, response) => {
    const building = await list.build(request.params.name)
    if ('code' in building) return fail(response, statuses[building.code], building.code, building.message)
    response.status(202).json(building)
  })
  router.delete('/:name', async (request, response) => {
    const { name } = request.params
    if (!(await list.remove(name))) return fail(response, 404, 'no-such-function', `There is no function ${name}.`)
    response.json({})
  })
  return router
}

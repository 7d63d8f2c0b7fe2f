// Which function a call of the service API is for.
import type { FunctionDefinition } from '@playground/protocol'
import type { InvokeRefusal } from '../environment/invocation.ts'
import type { FunctionSource } from '../environment/ports.ts'
import { qualified } from '../environment/qualified.ts'
import { functionArn, parseFunctionName } from './function-name.ts'
import { parameter } from './request.ts'

/** `definition`: of the version that the qualifier means. */
export type Target = { definition: FunctionDefinition; qualifier: string | undefined }

/** `name`: a path segment, decoded, in any form; `url`: the request's target, whose `Qualifier` counts as well. */
export function findFunction(functions: FunctionSource, name: string, url: string): Target | InvokeRefusal {
  const named = parseFunctionName(name)
  const query = new URL(url, 'http://localhost').searchParams.get('Qualifier') ?? undefined
  if (named === undefined) return parameter(`${JSON.stringify(name)} is neither a function's name nor its ARN`)
  if (query !== undefined && !/^[a-zA-Z0-9$_-]{0,128}$/.test(query))
    return parameter(`Qualifier ${JSON.stringify(query)} is not legal`)
  if (query && named.qualifier !== undefined && query !== named.qualifier) {
    return parameter(`The qualifier ${query} is not that of the function's name, ${named.qualifier}`)
  }
  const qualifier = named.qualifier ?? (query || undefined)
  const definition = qualified(functions, named.name, qualifier)
  if (definition !== undefined) return { definition, qualifier }
  const arn = functionArn(named.name, functions.get(named.name) === undefined ? undefined : qualifier)
  return { status: 404, type: 'ResourceNotFoundException', message: `Function not found: ${arn}` }
}

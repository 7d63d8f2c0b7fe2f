// A function that sets a variable which Lambda keeps for itself.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'

/** Defined by Lambda (Developer Guide, configuration-envvars); names that begin with an underscore are not allowed at all. */
const reserved = new Set([
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_MAX_CONCURRENCY',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
])

export const reservedVariable: Rule = {
  id: 'reserved-variable',
  level: 'breach',
  title: 'Reserved variable set',
  why: 'Lambda refuses a function whose settings name one of its own variables, so this one cannot be deployed as it stands. Here the setting is left out, and Lambda’s value holds.',
  mend: 'Choose another name; for the region of another service, give its client the region instead.',
  reference: references.variables,
  watch: () => {
    const before = new Map<string, string>()
    return on('function.defined', ({ definition: { name, variables } }) => {
      const set = variables.filter((variable) => reserved.has(variable) || variable.startsWith('_'))
      const last = before.get(name)
      // Every save of a file is a new definition.
      if (set.length === 0) before.delete(name)
      else before.set(name, set.join())
      if (before.size > 1000) before.clear()
      if (set.length === 0 || last === set.join()) return undefined
      return {
        seen: `The settings of ${name} give a value to ${set.join(', ')}.`,
        expected: 'Names that Lambda does not keep for itself.',
        of: { function: name },
      }
    })
  },
}

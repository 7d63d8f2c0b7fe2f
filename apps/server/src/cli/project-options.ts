// Options of every command that opens functions: their folders or template, and values that are given to them.
import type { ServeOptions } from '../config.ts'
import type { Values } from './command.ts'
import { readParameters, readVariables } from './variables-file.ts'

export const projectOptions = {
  template: {
    type: 'string',
    short: 't',
    value: 'FILE',
    help: 'a project, by its file: template.yaml, serverless.yml, …',
    complete: 'file',
  },
  'env-vars': {
    type: 'string',
    value: 'FILE',
    help: 'variables, as JSON: {"NAME": {"KEY": "value"}}; below Parameters, or without a\nfunction\'s name, for all functions. The command\'s own playground alone has them',
    complete: 'file',
  },
  'parameter-overrides': {
    type: 'string',
    multiple: true,
    value: 'Name=value',
    help: "the template's parameters, several separated by spaces",
  },
} as const

/** Throws a UsageProblem. */
export function givenValues(values: Values<typeof projectOptions>): Pick<ServeOptions, 'variables' | 'parameters'> {
  const file = values['env-vars']
  const parameters = values['parameter-overrides']
  return {
    ...(file === undefined ? {} : { variables: readVariables(file) }),
    ...(parameters === undefined ? {} : { parameters: readParameters(parameters) }),
  }
}

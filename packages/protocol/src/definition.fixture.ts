// A function for tests, with what holds where nothing else is said.
import { defaultCalling } from './calling.ts'
import { defaultExecution } from './execution.ts'
import type { FunctionDefinition } from './function-definition.ts'

export function definitionOf(name: string, settings: Partial<FunctionDefinition> = {}): FunctionDefinition {
  return {
    name,
    origin: 'managed',
    shipped: false,
    runtime: 'provided',
    timeoutSeconds: 3,
    memoryMb: 128,
    concurrency: 10,
    execution: defaultExecution,
    calling: defaultCalling,
    variables: [],
    problems: [],
    notes: [],
    ...settings,
  }
}

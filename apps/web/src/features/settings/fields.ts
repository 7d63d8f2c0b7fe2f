// What the form says about each setting: its label, its unit, what holds without it, and what it is for.
import { functionLimits, runtimeExamples, type FunctionDefinition } from '@playground/protocol'
import type { FieldName } from './setting-kinds.ts'

export type FieldText = {
  name: FieldName
  label: string
  help: string
  /** What holds while the field is empty. */
  placeholder: string
  /** Of a number. */
  unit?: string
  /** What it can be, to choose from or to write something else. */
  known?: readonly string[]
}

const handlers: Partial<Record<FunctionDefinition['runtime'], [placeholder: string, help: string]>> = {
  nodejs: ['index.handler', 'The file, a dot, its function.'],
  python: ['app.handler', 'The module, a dot, its function.'],
  ruby: ['function.handler', 'The file, a dot, its function.'],
  java: ['example.Hello::handleRequest', 'The class, two colons, its method.'],
  dotnet: ['Assembly::Namespace.Class::Method', 'The assembly, the class and its method.'],
}

export function fieldsOf({ folder = '', runtime }: FunctionDefinition): FieldText[] {
  const { timeoutSeconds, memoryMb, concurrency } = functionLimits
  const [handler, handlerHelp] = handlers[runtime] ?? ['bootstrap', 'Told to the bootstrap as _HANDLER.']
  return [
    {
      name: 'name',
      label: 'Name',
      help: 'If empty, that of its folder.',
      placeholder: folder.split(/[/\\]/).at(-1) ?? '',
    },
    {
      name: 'description',
      label: 'Description',
      help: 'Shown in the list of functions.',
      placeholder: 'None',
    },
    {
      name: 'handler',
      label: 'Handler',
      help: handlerHelp,
      placeholder: handler,
    },
    {
      name: 'runtime',
      label: 'Runtime',
      help: 'Lambda’s identifier. If empty, its files tell.',
      placeholder: runtimeOf(runtime),
      known: runtimeExamples.split(', '),
    },
    {
      name: 'build',
      label: 'Build',
      help: 'A command, run in its folder before the first invocation and after each save.',
      placeholder: 'None',
    },
    {
      name: 'output',
      label: 'Output',
      help: 'The folder in which the build leaves what is run. If empty, its own.',
      placeholder: '.',
    },
    {
      name: 'timeout',
      label: 'Time-out',
      unit: 'seconds',
      help: `The longest an invocation may take, ${range(timeoutSeconds)}.`,
      placeholder: String(timeoutSeconds.default),
    },
    {
      name: 'memory',
      label: 'Memory',
      unit: 'MB',
      help: `Ends what takes more. ${range(memoryMb)}.`,
      placeholder: String(memoryMb.default),
    },
    {
      name: 'concurrency',
      label: 'Concurrency',
      unit: 'environments',
      help: `The most at once. ${range(concurrency)}.`,
      placeholder: String(concurrency.default),
    },
  ]
}

function runtimeOf(runtime: FunctionDefinition['runtime']): string {
  const known = runtimeExamples.split(', ')
  return known.find((identifier) => identifier.startsWith(runtime)) ?? known[0]!
}

function range({ min, max }: { min: number; max: number }): string {
  return `${min} to ${max.toLocaleString('en')}`
}

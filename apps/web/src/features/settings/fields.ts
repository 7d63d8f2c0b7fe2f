// What the form says about each setting: its label, its unit, what holds without it, and what it is for.
import { functionLimits, runtimeExamples, type FunctionDefinition } from '@playground/protocol'
import { fileName } from '../../model/projects.ts'
import type { FieldName } from './setting-kinds.ts'
import type { FormValues } from './settings-text.ts'

export type FieldText = {
  name: FieldName
  label: string
  help: string
  /** What holds while the field is empty, where words say it better; of a project's function, that says it. */
  empty?: string
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

/** `saved`: what function.json has by now; what it leaves empty is as the project of the function says. `shared`: its folder is that of others too. */
export function fieldsOf(definition: FunctionDefinition, saved: FormValues | undefined, shared: boolean): FieldText[] {
  const { project } = definition
  const fields = fieldsWithout(definition)
  if (project === undefined)
    return fields.map(({ help, empty, ...field }) => ({ ...field, help: [help, empty].filter(Boolean).join(' ') }))
  const given = givenOf(definition)
  return fields.map((field) => {
    const help = field.name === 'name' ? nameHelp(fileName(project.file), shared) : field.help
    // Behind a value of its own nobody can see what the project says.
    const placeholder = saved?.[field.name] === '' ? (given[field.name] ?? field.placeholder) : ''
    return { ...field, help, placeholder }
  })
}

function nameHelp(file: string, shared: boolean): string {
  return shared ? `That of ${file}, since others have its folder too.` : `If empty, that of ${file}.`
}

function givenOf(definition: FunctionDefinition): { [name in FieldName]?: string | undefined } {
  const { name, description, handler, runtimeIdentifier, build, task } = definition
  const { timeoutSeconds, memoryMb, concurrency } = definition
  return {
    name,
    description,
    handler,
    runtime: runtimeIdentifier,
    build: build?.command,
    output: task,
    timeout: String(timeoutSeconds),
    memory: String(memoryMb),
    concurrency: String(concurrency),
  }
}

function fieldsWithout({ folder = '', runtime }: FunctionDefinition): FieldText[] {
  const { timeoutSeconds, memoryMb, concurrency } = functionLimits
  const [handler, handlerHelp] = handlers[runtime] ?? ['bootstrap', 'Told to the bootstrap as _HANDLER.']
  return [
    {
      name: 'name',
      label: 'Name',
      help: '',
      empty: 'If empty, that of its folder.',
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
      help: 'Lambda’s identifier.',
      empty: 'If empty, its files tell.',
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
      help: 'The folder in which the build leaves what is run.',
      empty: 'If empty, its own.',
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

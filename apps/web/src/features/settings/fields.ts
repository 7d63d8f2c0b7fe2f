// What the form says about each setting: its label, its unit, what holds without it, and what it is for.
import { functionLimits, type FunctionDefinition } from '@playground/protocol'
import type { FieldName } from './setting-kinds.ts'

export type FieldText = {
  name: FieldName
  label: string
  help: string
  /** What holds while the field is empty. */
  placeholder: string
  /** Of a number. */
  unit?: string
}

export function fieldsOf({ folder = '', runtime }: FunctionDefinition): FieldText[] {
  const { timeoutSeconds, memoryMb, concurrency } = functionLimits
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
      help: runtime === 'nodejs' ? 'The file, a dot, its function.' : 'Told to the bootstrap as _HANDLER.',
      placeholder: runtime === 'nodejs' ? 'index.handler' : 'bootstrap',
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

function range({ min, max }: { min: number; max: number }): string {
  return `${min} to ${max.toLocaleString('en')}`
}

// What the form says about the settings of how environments are run: each with what holds without it, and what it is for.
import { functionLimits, logFormats, logLevels, systemLogLevels } from '@playground/protocol'
import type { FieldName } from './setting-kinds.ts'

type Text = { name: FieldName; label: string; help: string }
/** `byDefault`: what holds where the file says nothing. */
export type AdvancedField = Text &
  (
    | { kind: 'flag'; byDefault: boolean }
    | { kind: 'choice'; choices: readonly string[]; byDefault: string }
    | { kind: 'number'; unit: string; byDefault: string }
    | { kind: 'lines' | 'destination'; byDefault: string }
  )
export type FieldGroup = { title: string; fields: readonly AdvancedField[] }

const { provisioned, maxConcurrency, layers } = functionLimits

export const advancedGroups: readonly FieldGroup[] = [
  {
    title: 'Lifecycle',
    fields: [
      {
        name: 'freeze',
        label: 'Freeze',
        kind: 'flag',
        byDefault: true,
        help: 'Stops all processes while nobody needs them, as on Lambda: timers fire late.',
      },
      {
        name: 'snapStart',
        label: 'SnapStart',
        kind: 'flag',
        byDefault: false,
        help: 'Init ahead of the calls; the processes are stopped after it, and an invocation restores them.',
      },
      {
        name: 'provisioned',
        label: 'Provisioned',
        kind: 'number',
        unit: 'environments',
        byDefault: String(provisioned.default),
        help: 'Environments that are kept initialised ahead of the calls.',
      },
      {
        name: 'maxConcurrency',
        label: 'At once',
        kind: 'number',
        unit: 'invocations',
        byDefault: '1',
        help: `Several invocations at one time in one environment, as managed instances do. ${maxConcurrency.min} to ${maxConcurrency.max}.`,
      },
      {
        name: 'tenantIsolation',
        label: 'Tenants',
        kind: 'flag',
        byDefault: false,
        help: 'Each tenant has environments of its own, and every call has to name one.',
      },
    ],
  },
  {
    title: 'Log',
    fields: [
      {
        name: 'logFormat',
        label: 'Format',
        kind: 'choice',
        choices: logFormats,
        byDefault: 'Text',
        help: 'How Lambda writes its own lines, and what runtimes are asked to write.',
      },
      {
        name: 'logLevel',
        label: 'Level',
        kind: 'choice',
        choices: logLevels,
        byDefault: 'INFO',
        help: 'With JSON alone: lines of the function below it are left out.',
      },
      {
        name: 'systemLogLevel',
        label: 'Lambda’s level',
        kind: 'choice',
        choices: systemLogLevels,
        byDefault: 'INFO',
        help: 'With JSON alone: Lambda’s own lines below it are left out.',
      },
      {
        name: 'framedLogs',
        label: 'Frames',
        kind: 'flag',
        byDefault: false,
        help: 'The runtime gets a descriptor for its log, where a line may hold several lines, a level and a time.',
      },
    ],
  },
  {
    title: 'Process',
    fields: [
      {
        name: 'layers',
        label: 'Layers',
        kind: 'lines',
        byDefault: 'None',
        help: `Folders, one a line, relative to the function’s. At most ${layers}; later ones win.`,
      },
      {
        name: 'debug',
        label: 'Debugger',
        kind: 'flag',
        byDefault: false,
        help: 'Starts the debugger of the language, and waits for it: no deadline, and no freeze.',
      },
      {
        name: 'realPaths',
        label: 'Real paths',
        kind: 'flag',
        byDefault: false,
        help: 'Linux: /var/task, /opt and /tmp are the function’s own, where namespaces are allowed.',
      },
    ],
  },
]

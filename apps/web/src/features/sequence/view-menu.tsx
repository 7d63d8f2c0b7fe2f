// How the rows are shown: what is hidden, what time they tell, how they are grouped, and whether distance is time.
import { ChevronDown } from 'lucide-react'
import { hideable, type Grouping, type Hideable } from '../../model/row-list-options.ts'
import { toggled } from '../../model/toggled.ts'
import { useParts, usePage } from '../../store.ts'
import { MenuButton, type MenuItem } from '../../ui/menu.tsx'
import { timeColumns } from './time-head.tsx'

const kinds: Record<Hideable, [string, string?]> = {
  output: ['Output', 'what processes print; errors stay'],
  process: ['Processes, signals and deadlines', 'errors stay'],
  telemetry: ['Batches of telemetry', 'those that were not taken stay'],
  gaps: ['Idle time'],
  explanations: ['Explanations'],
}
const groupings: [Grouping, string][] = [
  ['time', 'Time'],
  ['invocation', 'Invocation'],
  ['environment', 'Environment'],
]
const scales: [number | undefined, string][] = [
  [undefined, 'Rows close together'],
  [1, 'To scale: a row is 1 ms'],
  [10, 'To scale: a row is 10 ms'],
  [100, 'To scale: a row is 100 ms'],
]

export function ViewMenu() {
  const { hidden, timeColumn, group, msPerRow } = useParts('hidden', 'timeColumn', 'group', 'msPerRow')
  const items = (): MenuItem[] => [
    { kind: 'heading', label: 'Show' },
    ...hideable.map((kind): MenuItem => ({
      kind: 'check',
      label: kinds[kind][0],
      ...(kinds[kind][1] === undefined ? {} : { help: kinds[kind][1] }),
      checked: !hidden.has(kind),
      ...(kind === 'explanations' ? { keys: 'x' } : {}),
      onSelect: () => usePage.setState({ hidden: toggled(usePage.getState().hidden, kind) }),
    })),
    { kind: 'line' },
    { kind: 'heading', label: 'Times' },
    ...timeColumns.map(([column, , meaning]): MenuItem => ({
      kind: 'radio',
      label: meaning,
      checked: timeColumn === column,
      onSelect: () => usePage.setState({ timeColumn: column }),
    })),
    { kind: 'line' },
    { kind: 'heading', label: 'Order (g)' },
    ...groupings.map(([grouping, label]): MenuItem => ({
      kind: 'radio',
      label,
      checked: group === grouping,
      onSelect: () => usePage.setState({ group: grouping }),
    })),
    { kind: 'line' },
    ...scales.map(([scale, label]): MenuItem => ({
      kind: 'radio',
      label,
      checked: msPerRow === scale,
      onSelect: () => usePage.setState({ msPerRow: scale }),
    })),
    { kind: 'line' },
    { kind: 'action', label: 'Unfold all', onSelect: () => usePage.setState({ folded: new Set() }) },
  ]
  const changed = hidden.size > 0 || group !== 'time' || msPerRow !== undefined
  return (
    <MenuButton label="View" items={items} className={`quiet-button ${changed ? 'changed' : ''}`}>
      View <ChevronDown size={12} />
    </MenuButton>
  )
}

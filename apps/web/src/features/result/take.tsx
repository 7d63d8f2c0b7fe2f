// Takes an invocation along: its event again, or as code for other tools.
import type { Invocation } from '@playground/protocol/model'
import { Ellipsis } from 'lucide-react'
import { readRequest } from '../../control/request.ts'
import { invokeCode } from '../../model/invoke-code.ts'
import { announce } from '../../ui/announce.ts'
import { MenuButton, type MenuItem } from '../../ui/menu.tsx'

type Props = { invocation: Invocation; onReplay: (invocation: string, edit: boolean) => void }

export function Take({ invocation, onReplay }: Props) {
  const { id, function: name } = invocation
  const type = invocation.streams ? 'Stream' : invocation.type
  const tools = invokeCode({ name, payload: '', endpoint: location.origin, type }).map(({ tool }) => tool)
  const copyFor = async (tool: string) => {
    const payload = await readRequest(name, id)
    if (payload === undefined) return announce('The event of this invocation is no longer kept.')
    const code = invokeCode({ name, payload, endpoint: location.origin, type }).find((one) => one.tool === tool)
    await navigator.clipboard.writeText(code?.text ?? '')
    announce(`Copied for ${tool}`)
  }
  const items: MenuItem[] = [
    { kind: 'action', label: 'Replay its event', onSelect: () => onReplay(id, false) },
    { kind: 'action', label: 'Edit its event', onSelect: () => onReplay(id, true) },
    { kind: 'line' },
    ...tools.map((tool): MenuItem => ({
      kind: 'action',
      label: `Copy as ${tool}`,
      onSelect: () => void copyFor(tool),
    })),
  ]
  return (
    <MenuButton label="Replay or copy this invocation" items={items} className="icon small">
      <Ellipsis size={14} />
    </MenuButton>
  )
}

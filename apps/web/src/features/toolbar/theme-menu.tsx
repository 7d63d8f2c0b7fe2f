// Light, dark, or as the system has it.
import { Contrast } from 'lucide-react'
import { useState } from 'react'
import { MenuButton, type MenuItem } from '../../ui/menu.tsx'
import { chooseTheme, chosenTheme, type ThemeChoice } from '../../ui/theme.ts'

const choices: [ThemeChoice, string][] = [
  ['system', 'As the system has it'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

export function ThemeMenu() {
  const [current, setCurrent] = useState(chosenTheme)
  const items: MenuItem[] = choices.map(([choice, label]) => ({
    kind: 'radio',
    label,
    checked: current === choice,
    onSelect: () => {
      chooseTheme(choice)
      setCurrent(choice)
    },
  }))
  return (
    <MenuButton label="Light or dark" title="Light or dark" items={items} className="icon">
      <Contrast size={15} />
    </MenuButton>
  )
}

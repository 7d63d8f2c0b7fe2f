// Lines to copy that start a runtime attached to the playground.
import { useState } from 'react'
import { attachLines } from '../model/attach-lines.ts'
import { usePage } from '../store.ts'
import { CopyLine } from './copy-line.tsx'
import './attach-lines.css'

export function AttachLines({ name }: { name: string }) {
  const address = usePage((page) => page.attachAddress) ?? ''
  const [shell, setShell] = useState('bash, zsh')
  const lines = attachLines(`${address}/${name}`)
  return (
    <div className="attach-lines">
      <div className="forms" role="group" aria-label="Shell">
        {lines.map((line) => (
          <button
            key={line.shell}
            type="button"
            aria-pressed={line.shell === shell}
            onClick={() => setShell(line.shell)}
          >
            {line.shell}
          </button>
        ))}
      </div>
      <CopyLine text={lines.find((line) => line.shell === shell)!.text} />
    </div>
  )
}

// Lines and files to copy that start a runtime attached to the playground; how one likes it is remembered.
import { useState } from 'react'
import { attachWays, type AttachWay } from '../model/attach/ways.ts'
import { usePage } from '../store.ts'
import { CopyLine } from './copy-line.tsx'
import './attach-lines.css'

const key = 'attach'

/** What was chosen last in this browser; what cannot be read is as if nothing had been. */
function chosen(): { how?: string; language?: string } {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as object
  } catch {
    return {}
  }
}

export function AttachLines({ name }: { name: string }) {
  const address = usePage((page) => page.attachAddress) ?? ''
  const [choice, setChoice] = useState(chosen)
  const ways = attachWays({ address, name })
  const way = ways.find(({ how }) => how === choice.how) ?? ways[0]!
  const variant = way.variants.find(({ language }) => language === choice.language) ?? way.variants[0]!
  const choose = (change: { how?: string; language?: string }) => {
    const next = { ...choice, ...change }
    setChoice(next)
    localStorage.setItem(key, JSON.stringify(next))
  }
  return (
    <div className="attach-lines">
      <Choices
        label="Started from"
        all={ways.map(({ how }) => how)}
        current={way.how}
        onChoose={(how) => choose({ how })}
      />
      {way.variants.length > 1 && (
        <Choices
          label="Written in"
          all={languagesOf(way)}
          current={variant.language}
          onChoose={(language) => choose({ language })}
        />
      )}
      {variant.steps.map(({ what, text, lines }) => (
        <div key={text} className="attach-step">
          {what !== undefined && <p>{what}</p>}
          <CopyLine text={text} lines={lines === true} />
        </div>
      ))}
    </div>
  )
}

type ChoicesProps = {
  label: string
  all: readonly string[]
  current: string | undefined
  onChoose: (choice: string) => void
}

function Choices({ label, all, current, onChoose }: ChoicesProps) {
  return (
    <div className="forms" role="group" aria-label={label}>
      {all.map((one) => (
        <button key={one} type="button" aria-pressed={one === current} onClick={() => onChoose(one)}>
          {one}
        </button>
      ))}
    </div>
  )
}

function languagesOf({ variants }: AttachWay): string[] {
  return variants.map(({ language }) => language ?? '')
}

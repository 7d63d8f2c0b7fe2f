// A line to copy, into a terminal or a browser.
import { useState } from 'react'

/** `before`: what stands before it and is not copied. `lines`: it is shown as it is broken. */
export function CopyLine({ text, before, lines = false }: { text: string; before?: string; lines?: boolean }) {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 1500)
    })
  return (
    <span className={lines ? 'copy-line of-lines' : 'copy-line'}>
      {before !== undefined && <b className="mono">{before}</b>}
      <code>{text}</code>
      <button type="button" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </span>
  )
}

// The mark of a finding, told apart by its shape: an octagon for a breach, a triangle for a smell, a circle for a note.
import type { FindingLevel } from '@playground/protocol/findings'

const shapes: Readonly<Record<FindingLevel, string>> = {
  breach: 'M4.4 .8h5.2L13.2 4.4v5.2L9.6 13.2H4.4L.8 9.6V4.4z',
  smell: 'M7 1.2 13.4 12.4H.6z',
  note: 'M7 .9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 1 1 7 .9z',
}
const signs: Readonly<Record<FindingLevel, string>> = {
  breach: 'M7 3.6v4.2M7 9.6v1.2',
  smell: 'M7 5v3.4M7 9.6v1.2',
  note: 'M7 3.4v1.2M7 6.2v4.2',
}

export function FindingMark({ level }: { level: FindingLevel }) {
  return (
    <svg className={`finding-mark ${level}`} width={14} height={14} viewBox="0 0 14 14" aria-hidden="true">
      <path className="shape" d={shapes[level]} />
      <path className="sign" d={signs[level]} />
    </svg>
  )
}

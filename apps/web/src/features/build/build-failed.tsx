// A build that failed: why, and the end of what it printed, over the diagram so that nothing moves.
import type { BuildState } from '@playground/protocol/model'
import { ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { lastLines } from '../../model/build-words.ts'

/** Lines of output that are shown. */
const shown = 10

export function BuildFailed({ build, problem }: { build: BuildState; problem: string }) {
  const [folded, setFolded] = useState(false)
  const lines = lastLines(build, shown)
  if (folded)
    return (
      <button type="button" className="quiet-button build-unfold" onClick={() => setFolded(false)}>
        Show why
      </button>
    )
  return (
    <div className="build-failed" role="alert">
      <p>{problem}</p>
      <p className="build-command">
        <code>{build.command}</code> <span>in</span> <code>{build.folder}</code>
      </p>
      {lines.length > 0 && (
        <pre tabIndex={0} aria-label="The end of its output">
          {lines.join('\n')}
        </pre>
      )}
      <button
        type="button"
        className="icon small"
        aria-label="Fold this away"
        title="Fold this away"
        onClick={() => setFolded(true)}
      >
        <ChevronUp size={13} />
      </button>
    </div>
  )
}

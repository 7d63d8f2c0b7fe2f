// A build that failed: why, and the end of what it printed, over the diagram so that nothing moves.
import type { BuildState } from '@playground/protocol/model'
import { ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { buildProblem, lastLines } from '../../model/build-words.ts'

/** Lines of output that are shown. */
const shown = 10

/** What it said last is in sight, however long its lines are. */
const toEnd = (output: HTMLElement | null) => output?.scrollTo({ top: output.scrollHeight })

export function BuildFailed({ build }: { build: BuildState }) {
  // Undefined until somebody chose: the focus goes along with what they did, and is not taken before.
  const [folded, setFolded] = useState<boolean>()
  const autoFocus = folded !== undefined
  const lines = lastLines(build, shown)
  if (folded)
    return (
      <button type="button" className="quiet-button" autoFocus={autoFocus} onClick={() => setFolded(false)}>
        Show why
      </button>
    )
  return (
    <div className="build-failed" role="alert">
      <p>{buildProblem(build)}</p>
      <p className="build-command">
        <code>{build.command}</code> <span>in</span> <code>{build.folder}</code>
      </p>
      {lines.length > 0 && (
        <pre ref={toEnd} tabIndex={0} aria-label="The end of its output">
          {lines.join('\n')}
        </pre>
      )}
      <button
        type="button"
        className="icon small"
        aria-label="Fold this away"
        title="Fold this away"
        autoFocus={autoFocus}
        onClick={() => setFolded(true)}
      >
        <ChevronUp size={13} />
      </button>
    </div>
  )
}

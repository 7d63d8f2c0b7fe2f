// How far a run of many calls is, and its stop.
import type { Session } from '@playground/protocol/model'
import { Square } from 'lucide-react'
import { stopRun } from '../../control/runs.ts'

type Props = { run: string; progress: Session['state']['runs'][string] }

export function Run({ run, progress: { planned, sent, done, failed } }: Props) {
  return (
    <span className="run" role="group" aria-label="Run">
      <progress max={planned} value={done} aria-label="Calls answered" />
      <span>
        {done.toLocaleString('en')} of {planned.toLocaleString('en')}
        {failed > 0 && <b className="failed"> · {failed.toLocaleString('en')} failed</b>}
        {sent > done && <span className="quiet"> · {sent - done} open</span>}
      </span>
      <button type="button" className="outline" onClick={() => void stopRun(run)}>
        <Square size={9} fill="currentColor" /> Stop
      </button>
    </span>
  )
}

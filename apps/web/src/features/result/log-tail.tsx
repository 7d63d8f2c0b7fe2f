// The last lines that an invocation's processes printed.
import { firstIndex, type ConsoleLine, type FunctionModel, type Invocation } from '@playground/protocol/model'
import { plainMessage } from '../../model/log/plain.ts'

/** Lines after the call that are looked through for an invocation's own. */
const lookThrough = 2000

export function LogTail({ fn, invocation }: { fn: FunctionModel; invocation: Invocation }) {
  const lines = lastLines(fn, invocation)
  if (lines.length === 0) return null
  return (
    <div className="tail" aria-label="Log of this invocation" role="group">
      {lines.map(({ seq, source, text }) => (
        <div key={seq} className={source} title={plainMessage(text)}>
          {plainMessage(text)}
        </div>
      ))}
    </div>
  )
}

function lastLines(fn: FunctionModel, { id, receivedSeq }: Invocation): ConsoleLine[] {
  const { console: lines } = fn
  const first = firstIndex(lines.length, (index) => lines[index]!.seq >= receivedSeq)
  const near = lines.slice(first, first + lookThrough)
  return near.filter((line) => line.invocation === id && line.source !== 'lambda').slice(-5)
}

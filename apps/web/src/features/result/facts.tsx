// What an invocation took: the figures of its REPORT line.
import type { Invocation } from '@playground/protocol/model'
import { costOfMillion, dollars, duration } from '../../model/format.ts'

export function Facts({ invocation }: { invocation: Invocation }) {
  const { number, settledAt, durationMs, initMs, billedMs, memoryMb, peakMemoryMb } = invocation
  if (settledAt === undefined || number === 0 || durationMs === undefined || durationMs === 0) return null
  return (
    <dl className="facts">
      <Fact
        name="Duration"
        value={duration(durationMs)}
        title="From the event to the runtime’s next GET next; the caller may have its answer before that"
      />
      {initMs !== undefined && (
        <Fact name="Init" value={duration(initMs)} title="What the cold start took, from the start of the process" />
      )}
      {billedMs !== undefined && (
        <Fact
          name="Billed"
          value={`${billedMs.toLocaleString('en')} ms`}
          title="Duration and Init, up to the next millisecond"
        />
      )}
      {memoryMb !== undefined && (
        <Fact
          name="Memory"
          value={`${peakMemoryMb === undefined ? '' : `${Math.ceil(peakMemoryMb)} `}of ${memoryMb} MB`}
          title="The most that was sampled, of the function’s limit"
        />
      )}
      {billedMs !== undefined && memoryMb !== undefined && (
        <Fact
          name="Cost"
          value={`${dollars(costOfMillion(billedMs, memoryMb))} per million`}
          title={`${((billedMs / 1000) * (memoryMb / 1024)).toPrecision(3)} GB-seconds each, at the list price for x86 in us-east-1, without the free tier`}
        />
      )}
    </dl>
  )
}

function Fact({ name, value, title }: { name: string; value: string; title?: string }) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

// The memory of an environment over time, below its limit.
import type { EnvironmentModel } from '@playground/protocol/model'
import { useRef } from 'react'
import { memoryLine, spanOf } from '../../model/figure-shapes.ts'
import { PointedTime, pointingIn } from '../../ui/pointed-time.tsx'
import { useSize } from '../../ui/use-size.ts'

const height = 32

type Props = { environment: EnvironmentModel; limitMb: number | undefined; now: number }

export function Memory({ environment, limitMb, now }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const { width } = useSize(place)
  const { memory, figures, createdAt } = environment
  const sample = figures?.sample
  const topMb = limitMb ?? sample?.peakMemoryMb ?? 128
  const span = spanOf(createdAt ?? memory[0]?.[0] ?? now, Math.max(now, memory.at(-1)?.[0] ?? now))
  const { line, area } = memoryLine(memory, span, { width, height }, topMb)
  const share = sample === undefined ? 0 : sample.peakMemoryMb / topMb
  const figure = (mb: number | undefined) => mb?.toFixed(1) ?? '—'
  return (
    <div className="env-memory" data-near={share > 0.9 || undefined}>
      <p title="Sampled while it works, and once more when it is frozen. A sample over the limit kills it.">
        <b>{figure(sample?.memoryMb)}</b> <span className="quiet">of {limitMb ?? '—'} MB</span>
        <span className="quiet peak">peak {figure(sample?.peakMemoryMb)}</span>
      </p>
      <div ref={place} className="over-time" {...pointingIn(`memory ${environment.name}`, span)}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`Memory over time: ${figure(sample?.memoryMb)} MB now, at most ${figure(sample?.peakMemoryMb)}, of ${limitMb ?? 'an unknown number of'} MB`}
        >
          <line className="limit" x1="0" y1="0.5" x2={width} y2="0.5" />
          <line className="ground" x1="0" y1={height - 0.5} x2={width} y2={height - 0.5} />
          {area !== '' && <path className="area" d={area} />}
          {line !== '' && <path className="line" d={line} />}
        </svg>
        <PointedTime by={`memory ${environment.name}`} span={span} />
      </div>
      <p className="quiet">
        {sample === undefined ? 'not sampled yet' : `processor ${(sample.cpuMs / 1000).toFixed(1)} s`}
      </p>
    </div>
  )
}

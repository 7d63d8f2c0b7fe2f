// Draws the strip when it changes, and no more often than it has to.
import { columnOf, type Overview } from '@playground/protocol/model'
import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { usePointed } from '../../pointed.ts'
import { useParts, usePage } from '../../store.ts'
import { findingDots, type Dot } from './finding-dots.ts'
import { drawScrubber, drawStrip, type Strip } from './draw-scrubber.ts'

/** The strip itself is drawn no more often, milliseconds: thousands of exchanges a second move it by a pixel. */
const restMs = 250

type Drawn = {
  at: number
  look: string
  overview: Overview
  lastSeq: number
  strip: Strip
  /** Those of a time when so much was found. */
  dots: Dot[]
  found: number
}

/** Returns what tells the dots of the strip as it was drawn last. */
export function useStrip(
  canvas: RefObject<HTMLCanvasElement | null>,
  overview: Overview | undefined,
  { width, height }: { width: number; height: number },
): () => readonly Dot[] {
  const { theme, moment, presentRevision, findingsRevision } = useParts(
    'theme',
    'moment',
    'presentRevision',
    'findingsRevision',
  )
  const sight = usePointed((pointed) => pointed.sight)
  const drawn = useRef<Drawn | undefined>(undefined)
  useEffect(() => {
    const element = canvas.current
    if (element === null || overview === undefined || width === 0) return
    const look = [width, height, devicePixelRatio, theme].join()
    const draw = () => {
      const known = drawn.current?.overview === overview && drawn.current.look === look ? drawn.current : undefined
      const now = performance.now()
      const fresh = known !== undefined && (known.lastSeq === overview.lastSeq || now - known.at < restMs)
      const { findings, function: name, findingsRevision: found } = usePage.getState()
      const strip = fresh ? known.strip : drawStrip(element, overview, { width, height })
      const dots =
        fresh && known.found === found
          ? known.dots
          : findingDots(overview, findings.of(name)?.until(Infinity) ?? [], width)
      const { at, lastSeq } = fresh ? known : { at: now, lastSeq: overview.lastSeq }
      drawn.current = { at, look, overview, lastSeq, strip, dots, found }
      drawScrubber(element, strip, {
        sight: sight && { from: columnOf(overview, sight.from), to: columnOf(overview, sight.to) },
        moment: moment && columnOf(overview, moment.seq),
        findings: dots,
      })
    }
    const frame = requestAnimationFrame(draw)
    // What came within the rest is drawn at its end.
    const timer = setTimeout(draw, restMs)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [canvas, overview, width, height, theme, moment, presentRevision, findingsRevision, sight])
  return useCallback(() => drawn.current?.dots ?? [], [])
}

// Draws the strip when it changes, and no more often than it has to.
import { columnOf, type Overview } from '@playground/protocol/model'
import { useEffect, useRef, type RefObject } from 'react'
import { usePointed } from '../../pointed.ts'
import { useParts } from '../../store.ts'
import { drawScrubber, drawStrip, type Strip } from './draw-scrubber.ts'

/** The strip itself is drawn no more often, milliseconds: thousands of exchanges a second move it by a pixel. */
const restMs = 250

export function useStrip(
  canvas: RefObject<HTMLCanvasElement | null>,
  overview: Overview | undefined,
  { width, height }: { width: number; height: number },
): void {
  const { theme, moment, presentRevision } = useParts('theme', 'moment', 'presentRevision')
  const sight = usePointed((pointed) => pointed.sight)
  const drawn = useRef<{ at: number; look: string; overview: Overview; lastSeq: number; strip: Strip } | undefined>(
    undefined,
  )
  useEffect(() => {
    const element = canvas.current
    if (element === null || overview === undefined || width === 0) return
    const look = [width, height, devicePixelRatio, theme].join()
    const draw = () => {
      const known = drawn.current?.overview === overview && drawn.current.look === look ? drawn.current : undefined
      const now = performance.now()
      const fresh = known !== undefined && (known.lastSeq === overview.lastSeq || now - known.at < restMs)
      const strip = fresh ? known.strip : drawStrip(element, overview, { width, height })
      if (!fresh) drawn.current = { at: now, look, overview, lastSeq: overview.lastSeq, strip }
      drawScrubber(element, strip, {
        sight: sight && { from: columnOf(overview, sight.from), to: columnOf(overview, sight.to) },
        moment: moment && columnOf(overview, moment.seq),
        findings: [],
      })
    }
    const frame = requestAnimationFrame(draw)
    // What came within the rest is drawn at its end.
    const timer = setTimeout(draw, restMs)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [canvas, overview, width, height, theme, moment, presentRevision, sight])
}

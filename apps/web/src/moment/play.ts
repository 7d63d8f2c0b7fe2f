// Lets time pass in what is shown, as it did, but for idle time, which is cut short.
import { usePage } from '../store.ts'

/** Idle time lasts no longer, milliseconds. */
const longestIdle = 800
/** Entries that are looked at ahead. */
const ahead = 200

let frame = 0
let running = 0

export function stopPlaying(): void {
  running += 1
  cancelAnimationFrame(frame)
  if (usePage.getState().playing) usePage.setState({ playing: false })
}

/** Ends by itself at the end of what there is. */
export function startPlaying(travelTo: (seq: number) => Promise<void>, end: () => void): void {
  stopPlaying()
  const run = running
  usePage.setState({ playing: true })
  let before = performance.now()
  /** How far time has come, in the time of the session. */
  let at = usePage.getState().moment?.at ?? 0
  const tick = (now: number) => {
    if (run !== running) return
    at += now - before
    before = now
    void advance(at).then((to) => {
      if (run !== running) return
      if (to === undefined) return end()
      at = to
      frame = requestAnimationFrame(tick)
    })
  }
  frame = requestAnimationFrame(tick)

  /** Shows what happened until then; returns how far time has come, and undefined at the end. */
  async function advance(until: number): Promise<number | undefined> {
    const { moment, entries, present } = usePage.getState()
    if (moment === undefined || moment.seq >= present.lastSeq) return undefined
    const next = await entries(moment.seq, ahead)
    if (next === undefined || next.length === 0) return undefined
    const due = next.findLast((entry) => entry.at <= until)
    if (due !== undefined) {
      await travelTo(due.seq)
      return until
    }
    return Math.max(until, next[0]!.at - longestIdle)
  }
}

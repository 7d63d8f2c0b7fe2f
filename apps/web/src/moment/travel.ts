// Time travel: shows the session as it was after any entry, goes on from there by steps or by itself, and comes back to now.
import { columnOf, entryAt, type Session } from '@playground/protocol/model'
import { usePage, type Page } from '../store.ts'
import { announce } from '../ui/announce.ts'
import { restBetween } from '../ui/rest.ts'
import { writeUrl } from '../url-state.ts'
import { Past } from './past.ts'
import { startPlaying, stopPlaying } from './play.ts'
import { stepAfter, stepBefore } from './steps.ts'

let past: { past: Past; epoch: string | undefined } | undefined
/** The newest place that was asked for; those before it that were not begun are passed over. */
let wanted: number | undefined
let going: Promise<void> | undefined

/** Shows what was so after an entry. Resolves once it is shown, or something later is. */
export function travelTo(seq: number): Promise<void> {
  wanted = Math.max(1, Math.floor(seq))
  going ??= go().finally(() => (going = undefined))
  return going
}

/** Goes to a moment as soon as the page knows of it. */
export function openAt(seq: number): void {
  const reached = () => usePage.getState().present.lastSeq >= seq
  if (reached()) return void travelTo(seq)
  const stop = usePage.subscribe(() => {
    if (!reached()) return
    stop()
    void travelTo(seq)
  })
}

/** Shows the session as it is; in one that was recorded, its end. */
export function backToNow(): void {
  wanted = undefined
  stopPlaying()
  const { moment, present, revision } = usePage.getState()
  if (moment === undefined) return
  past = undefined
  usePage.setState({ moment: undefined, session: present, revision: revision + 1, follow: true })
  writeUrl('replace')
}

/** To the exchange before, or after the moment; past the last one it is now again. */
export async function step(by: 1 | -1): Promise<void> {
  const page = usePage.getState()
  const from = page.moment?.seq ?? page.present.lastSeq
  const to = by > 0 ? await stepAfter(page, from) : await stepBefore(page, from)
  if (to !== undefined) return travelTo(to)
  if (by > 0) backToNow()
}

/** To the failure before or after the moment; undefined where there is none. */
export function jumpToFailure(by: 1 | -1): number | undefined {
  const { moment, present, function: name } = usePage.getState()
  const failures = present.functions.get(name ?? '')?.overview.failures ?? []
  const from = moment?.seq ?? present.lastSeq
  const to = by > 0 ? failures.find((seq) => seq > from) : failures.findLast((seq) => seq < from)
  if (to !== undefined) void travelTo(to)
  return to
}

/** A hundredth of the strip at a time. */
export function leap(columns: number): void {
  const { moment, present, function: name } = usePage.getState()
  const overview = present.functions.get(name ?? '')?.overview
  if (overview === undefined) return
  const from = columnOf(overview, moment?.seq ?? present.lastSeq)
  const to = entryAt(overview, from + (columns * overview.counts.length) / 100).seq
  if (to >= overview.lastSeq) return backToNow()
  void travelTo(to)
}

export function togglePlaying(): void {
  if (usePage.getState().playing) return stopPlaying()
  void (async () => {
    // From now on there is nothing to play yet: it begins where the function's session does.
    const { moment, present, function: name } = usePage.getState()
    if (moment === undefined)
      await travelTo(present.functions.get(name ?? '')?.overview.seqs.find((seq) => seq > 0) ?? 1)
    startPlaying(travelTo, backToNow)
  })()
}

async function go(): Promise<void> {
  while (wanted !== undefined) {
    const seq = wanted
    wanted = undefined
    const { epoch, keyframe, entries, present } = usePage.getState()
    if (past === undefined || past.epoch !== epoch)
      past = { past: new Past({ keyframe, entries, rest: restBetween(() => true) }), epoch }
    const held = past
    const session = await held.past.at(Math.min(seq, Math.max(1, present.lastSeq)))
    // Somebody went back to now, or another session was opened, meanwhile.
    if (past !== held) continue
    if (session !== undefined) showPast(session)
    else announce('What was so then could not be read. If the playground was stopped, start it again.')
  }
}

function showPast(session: Session): void {
  const { revision } = usePage.getState()
  const change: Partial<Page> = {
    moment: { seq: session.lastSeq, at: session.lastAt ?? session.startedAt ?? 0 },
    session,
    revision: revision + 1,
    follow: true,
  }
  usePage.setState(change)
  writeLater()
}

/** While the strip is dragged the address would be written sixty times a second, more than browsers allow. */
let writing: ReturnType<typeof setTimeout> | undefined
function writeLater(): void {
  clearTimeout(writing)
  writing = setTimeout(() => writeUrl('replace'), 200)
}

// Opens what the address asks for: the live session, or one that is over.
import { entrySchema, parse, type Entry } from '@playground/protocol'
import { applyEntry, createSession, Keyframes, stateAtSchema, type Keyframe } from '@playground/protocol/model'
import { present, usePage } from '../store.ts'
import { restBetween } from '../ui/rest.ts'
import { LiveSource } from './live-source.ts'
import { RecentEntries } from './recent-entries.ts'

const chunk = 5000
/** Where very much arrives, the page is drawn some twenty times a second. */
const betweenDrawingsMs = 33

/** Returns a way to try again at once. */
export function openSource(epoch: string | undefined, whole: boolean): () => void {
  if (epoch === undefined) return openLive()
  if (whole) {
    void openRecorded(epoch)
    return () => {}
  }
  let retry = () => {}
  void isCurrent(epoch).then((current) => {
    if (current) retry = openLive()
    else void openRecorded(epoch)
  })
  return () => retry()
}

/** A link into the session that goes on leads into the live page. */
async function isCurrent(epoch: string): Promise<boolean> {
  const response = await fetch('/api/sessions').catch(() => undefined)
  if (!response?.ok) return false
  const { current } = (await response.json()) as { current?: unknown }
  return current === epoch
}

function openLive(): () => void {
  const source = new LiveSource({
    connect: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/live`),
    now: () => Date.now(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
    random: Math.random,
    // A hidden tab draws no frames; it still keeps up.
    frame: (callback, busy) => {
      if (document.hidden) setTimeout(callback, 100)
      else if (busy) setTimeout(() => requestAnimationFrame(callback), betweenDrawingsMs)
      else requestAnimationFrame(callback)
    },
    update: ({ revision, ...change }) => {
      if (revision === undefined) usePage.setState(change)
      else present(change)
    },
    fetchEntries,
    fetchState,
    looksBack: () => !usePage.getState().follow || usePage.getState().moment !== undefined,
  })
  addEventListener('online', () => source.doubt())
  addEventListener('pageshow', () => source.doubt())
  document.addEventListener('visibilitychange', () => document.hidden || source.doubt())
  return () => source.retryNow()
}

async function openRecorded(epoch: string): Promise<void> {
  const session = createSession()
  const recent = new RecentEntries()
  const keyframes = new Keyframes()
  const keyframe = (seq: number) => Promise.resolve(keyframes.before(seq))
  const entries = async (after: number, limit: number) => {
    const held = recent.after(after, limit)
    return held.length > 0 ? held : fetchEntries(epoch, after, limit)
  }
  const entry = async (seq: number) => (await entries(seq - 1, 1))?.[0]
  const tell = (reading: number | undefined) =>
    usePage.setState({ connection: { phase: 'recorded', session: epoch, reading } })
  usePage.setState({ session, present: session, epoch, entry, entries, keyframe, follow: false })
  tell(0)
  const rest = restBetween()
  let coming = fetchEntries(epoch, 0, chunk)
  for (;;) {
    const found = await coming
    if (found === undefined)
      return usePage.setState({ connection: { phase: 'refused', message: `There is no session ${epoch}.` } })
    if (found.length === 0) return tell(undefined)
    // The next part is on its way while this one is taken in.
    coming = fetchEntries(epoch, found.at(-1)!.seq, chunk)
    for (const one of found) {
      recent.add(one)
      applyEntry(session, one)
      keyframes.offer(one.seq, session.state)
      if (one.seq % 32 === 0) await rest()
    }
    present({})
    tell(session.lastSeq)
  }
}

async function fetchEntries(epoch: string, after: number, limit: number): Promise<Entry[] | undefined> {
  const response = await fetch(`/api/journal?session=${encodeURIComponent(epoch)}&after=${after}&limit=${limit}`)
  if (!response.ok) return undefined
  const lines = (await response.text()).split('\n').filter((line) => line !== '')
  // Somebody goes through time, and sees each frame.
  const rest = restBetween(() => usePage.getState().moment !== undefined)
  const entries: Entry[] = []
  for (const [index, line] of lines.entries()) {
    const read = parse(entrySchema, line)
    if (read.ok) entries.push(read.value)
    if (index % 32 === 31) await rest()
  }
  return entries
}

/** What was so after an entry of the session that goes on. */
async function fetchState(seq: number): Promise<Keyframe | undefined> {
  const response = await fetch(`/api/state?at=${seq}`)
  if (!response.ok) return undefined
  const read = parse(stateAtSchema, await response.text())
  return read.ok ? { seq: read.value.at, state: read.value.state } : undefined
}

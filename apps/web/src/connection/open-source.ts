// Opens what the address asks for: the live session, or one that is over.
import { parse } from '@playground/protocol'
import { stateAtSchema, type Keyframe } from '@playground/protocol/model'
import { present, usePage } from '../store.ts'
import { fetchEntries } from './fetch-entries.ts'
import { LiveSource } from './live-source.ts'

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

async function openRecorded(epoch: string): Promise<void> {
  const source = await import('./recorded-source.ts')
  await source.openRecorded(epoch)
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

/** What was so after an entry of the session that goes on. */
async function fetchState(seq: number): Promise<Keyframe | undefined> {
  const response = await fetch(`/api/state?at=${seq}`)
  if (!response.ok) return undefined
  const read = parse(stateAtSchema, await response.text())
  return read.ok ? { seq: read.value.at, state: read.value.state } : undefined
}

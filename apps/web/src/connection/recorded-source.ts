// A session that is over: read from its beginning to its end, part by part.
import { applyEntry, createSession, Keyframes } from '@playground/protocol/model'
import { present, usePage } from '../store.ts'
import { restBetween } from '../ui/rest.ts'
import { fetchEntries } from './fetch-entries.ts'
import { RecentEntries } from './recent-entries.ts'

/** Entries that are read at one time. */
const chunk = 5000

export async function openRecorded(epoch: string): Promise<void> {
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

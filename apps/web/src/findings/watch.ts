// Has the rules look at the session that the page shows, and takes what they find into the store.
import { SessionFindings } from '../model/findings.ts'
import { usePage } from '../store.ts'
import type { News } from './reading.ts'
import type { Reached } from './rules-worker.ts'
import RulesWorker from './rules-worker.ts?worker'

/** The worker is told no more often how far the session has come, milliseconds. */
const restMs = 250

/** Until the returned function is called. */
export function watchFindings(): () => void {
  const worker = new RulesWorker()
  let told: Reached = { epoch: '', seq: 0 }
  let resting: ReturnType<typeof setTimeout> | undefined

  const tell = () => {
    const { epoch, present } = usePage.getState()
    if (epoch === undefined || (epoch === told.epoch && present.lastSeq <= told.seq)) return
    const isNew = epoch !== told.epoch
    told = { epoch, seq: present.lastSeq }
    if (isNew) usePage.setState({ findings: new SessionFindings(), looked: { seq: 0, of: present.lastSeq } })
    worker.postMessage(told, [])
    resting = setTimeout(() => {
      resting = undefined
      tell()
    }, restMs)
  }
  const stop = usePage.subscribe(() => resting ?? tell())
  worker.addEventListener('message', ({ data }: MessageEvent<News>) => take(data))
  tell()
  return () => {
    stop()
    clearTimeout(resting)
    worker.terminate()
  }
}

function take({ epoch, found, seq, of }: News): void {
  const page = usePage.getState()
  if (epoch !== page.epoch) return
  for (const one of found) page.findings.add(one)
  usePage.setState({
    looked: { seq, of },
    ...(found.length === 0 ? {} : { findingsRevision: page.findingsRevision + 1 }),
  })
}

// The worker in which the rules look at the journal, so that neither the page's frames nor its socket pay for it.
import { Reading, type News } from './reading.ts'

/** How far a session has come, as the page knows it. */
export type Reached = { epoch: string; seq: number }

let reading: Reading | undefined

addEventListener('message', ({ data }: MessageEvent<Reached>) => {
  if (reading?.epoch !== data.epoch) {
    reading?.stop()
    reading = new Reading(data.epoch, { read, tell, after })
  }
  reading.reach(data.seq)
})

async function read(epoch: string, from: number, limit: number): Promise<readonly string[] | undefined> {
  const response = await fetch(`/api/journal?session=${encodeURIComponent(epoch)}&after=${from}&limit=${limit}`)
  if (!response.ok) return undefined
  return (await response.text()).split('\n').filter((line) => line !== '')
}

function tell(news: News): void {
  postMessage(news)
}

function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms)
  return () => clearTimeout(timer)
}

// A response that streams: each word is on its way to the caller while the next one is still being thought of.
import { setTimeout as sleep } from 'node:timers/promises'

const verse = `A word is not a whole reply:
it runs ahead and says, stand by,
the rest is still in someone's head,
and follows on when that is said.
`

/** `ms`: how long a word takes. `breakAfter`: words until the poet gives up, which the caller is told at the very end. */
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  const { ms = 150, breakAfter } = event.requestContext?.http === undefined ? event : {}
  // A function URL takes status and headers from what comes before the first word; other callers would get that as text.
  if (event.requestContext?.http !== undefined)
    stream = awslambda.HttpResponseStream.from(stream, {
      statusCode: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  for (const [index, word] of verse.split(/(?<=\s)/).entries()) {
    if (index === breakAfter) throw new Error(`lost for words after ${index}`)
    // The stream says when its reader has enough for now: wait for it, and memory stays small however much there is to say.
    if (!stream.write(word)) await new Promise((resolve) => stream.once('drain', resolve))
    await sleep(ms)
  }
  stream.end()
})

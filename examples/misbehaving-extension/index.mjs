// Choose one of the saved events: each has the extension beside this handler misbehave in another way.
import { rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** `ms`: how long the handler takes. Whether its caller has an answer already decides what a failure means for them. */
export async function handler({ extension = 'good', ms = 0 }, { awsRequestId }) {
  // An extension never gets the event. So the wish goes where both can look: all processes of an environment share /tmp.
  const wish = join(tmpdir(), awsRequestId)
  await writeFile(`${wish}.new`, extension)
  await rename(`${wish}.new`, wish)
  await sleep(ms)
  return `the extension is ${extension}`
}

// Lets the page draw itself in the middle of long work.

/** Work between two rests, milliseconds: a frame has room for the drawing beside it. */
const workMs = 7

/** Returns a function to await often: it waits for the next task where enough was done since the last time. */
export function restBetween(now: () => number = () => performance.now()): () => Promise<void> | undefined {
  let since = now()
  return () => {
    if (now() - since < workMs) return undefined
    return nextTask().then(() => {
      since = now()
    })
  }
}

/** After what the browser has to do first; a hidden page goes on as well. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(undefined)
  })
}

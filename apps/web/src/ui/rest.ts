// Lets the page draw itself in the middle of long work.

/** Work between two rests, milliseconds: a frame has room for the drawing beside it. */
const workMs = 7

/**
 * Returns a function to await often: where enough was done since the last time, it waits for what the browser has to do
 * first. `framed`: for the next frame as well, since many short tasks in a row can keep one from being drawn.
 */
export function restBetween(framed: () => boolean = () => false): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < workMs) return undefined
    // A hidden page draws no frames, and goes on as well.
    const next = framed() && !document.hidden ? nextFrame().then(nextTask) : nextTask()
    return next.then(() => {
      since = performance.now()
    })
  }
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()))
}

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

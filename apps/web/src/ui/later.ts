// Parts that the page does without at first: loaded when they are first shown, or before that once the browser has
// nothing else to do, so that they are there at a key's press, and also when the playground is gone.
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

const parts: (() => Promise<unknown>)[] = []

export function later<P>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  parts.push(load)
  return lazy(async () => ({ default: await load() }))
}

/** One after the other; what a part has loaded later in its turn comes last. */
export async function loadAhead(): Promise<void> {
  for (const load of parts) {
    await idle()
    await load().catch(() => undefined)
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 3000 })
    else setTimeout(resolve, 200)
  })
}

// Parts that the page does without at first: loaded when they are first shown, or before that once the browser has
// nothing else to do, so that they are there at a key's press, and also when the playground is gone.
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import { announce } from './announce.ts'

/** Until a part that could not be had is asked for again, milliseconds. */
const againMs = 1000

const parts: (() => Promise<unknown>)[] = []

export function later<P>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  parts.push(load)
  return lazy(async () => ({ default: await untilThere(load) }))
}

/** One after the other; what a part has loaded later in its turn comes last. */
export async function loadAhead(): Promise<void> {
  for (const load of parts) {
    await idle()
    await load().catch(() => undefined)
  }
}

/** A part that cannot be had would take the whole page with it. */
export async function untilThere<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load()
    } catch {
      if (tries === 1) announce('A part of the page could not be loaded. It is tried again until it is there.')
      await new Promise((resolve) => setTimeout(resolve, againMs))
    }
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 3000 })
    else setTimeout(resolve, 200)
  })
}

// Has functions wait: each asks here before it goes on, and is let through when the test says so.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base } from './playground.ts'

export type Gate = {
  /** The event of `waiting` that has it wait here. */
  event: { gate: string }
  /** Lets the one through that has waited longest. */
  letOne(): void
  /** Lets through who waits, and whoever comes. */
  open(): void
}

/** A handler that asks at the gate that its event names, and is done once it was let through. */
export const waiting = {
  'index.mjs': "export async function handler({ gate }) {\n  await fetch(gate)\n  return 'let through'\n}\n",
  'function.json': '{ "timeout": 60 }\n',
}

/** `gate` is shut when a test begins. */
export const test = base.extend<{ gate: Gate }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of a fixture's needs from here
  gate: async ({}, use) => {
    const held: ServerResponse[] = []
    let isOpen = false
    const server = createServer((_request, response) => {
      if (isOpen) response.end()
      else held.push(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use({
      event: { gate: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` },
      letOne: () => void held.shift()?.end(),
      open() {
        isOpen = true
        for (const response of held.splice(0)) response.end()
      },
    })
    server.closeAllConnections()
    server.close()
  },
})
export { expect } from './playground.ts'

// Opens a listener on a port that somebody chose, and says what to do where it cannot be had.
import type { RequestListener } from 'node:http'
import { StartProblem, type ServeOptions } from './config.ts'
import { createListener, listen, type Listener, type ListenerKind } from './http/listen.ts'

/** Throws a StartProblem that names the flag, with `value` for what it takes. */
export async function openPort(
  handle: RequestListener,
  kind: ListenerKind,
  port: number,
  host: string,
  flag: string,
  value = 'N',
): Promise<Listener> {
  try {
    return await listen(createListener(kind, handle), port, host)
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code
    if (code === 'EADDRINUSE')
      throw new StartProblem(
        (await isPlayground(port, host))
          ? `Port ${port} is in use by another playground: open http://${host}:${port}/, or choose another port with ${flag} ${value}, or 0 for any free one.`
          : `Port ${port} is in use by another program. Choose another with ${flag} ${value}, or 0 for any free one.`,
      )
    if (code === 'EACCES')
      throw new StartProblem(
        `Port ${port} may not be used without more rights. Choose one above 1023 with ${flag} ${value}.`,
      )
    throw new StartProblem(
      `${host}:${port} cannot be used: ${problem instanceof Error ? problem.message : String(problem)}. Choose another with ${flag} ${value}.`,
    )
  }
}

/** Opens the listener for people. `orAnyPort`: another port where that one is taken. */
export function openPage(
  handle: RequestListener,
  port: number,
  { host, orAnyPort, emulator }: ServeOptions,
): Promise<Listener> {
  const flag = emulator === undefined ? '--port' : '--page-port'
  const open = (one: number) => openPort(handle, 'people', one, host, flag)
  return orAnyPort ? open(port).catch(() => open(0)) : open(port)
}

/** Whether what answers there is a playground's page. */
async function isPlayground(port: number, host: string): Promise<boolean> {
  try {
    const response = await fetch(`http://${host}:${port}/`, { signal: AbortSignal.timeout(1000) })
    return (await response.text()).includes('<title>Lambda Runtime Playground</title>')
  } catch {
    return false
  }
}

// Opens a listener on a port that somebody chose, and says what to do where it cannot be had.
import type { RequestListener } from 'node:http'
import { StartProblem } from './config.ts'
import { createListener, listen, type Listener, type ListenerKind } from './http/listen.ts'

/** Throws a StartProblem that names the flag. */
export async function openPort(
  handle: RequestListener,
  kind: ListenerKind,
  port: number,
  host: string,
  flag: string,
): Promise<Listener> {
  try {
    return await listen(createListener(kind, handle), port, host)
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code
    if (code === 'EADDRINUSE')
      throw new StartProblem(
        (await isPlayground(port, host))
          ? `Port ${port} is in use by another playground: open http://${host}:${port}/, or choose another port with ${flag} N, or 0 for any free one.`
          : `Port ${port} is in use by another program. Choose another with ${flag} N, or 0 for any free one.`,
      )
    if (code === 'EACCES')
      throw new StartProblem(`Port ${port} may not be used without more rights. Choose one above 1023 with ${flag} N.`)
    throw new StartProblem(
      `${host}:${port} cannot be used: ${problem instanceof Error ? problem.message : String(problem)}. Choose another with ${flag} N.`,
    )
  }
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

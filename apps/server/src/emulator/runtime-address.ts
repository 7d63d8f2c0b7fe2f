// The emulator's own Runtime API address: held from the start to the end, and lent to one environment at a time.
import type { RequestListener } from 'node:http'
import { isLoopback } from '../config.ts'
import type { EnvironmentListener } from '../environment/ports.ts'
import { openPort } from '../open-port.ts'
import type { Address } from './emulator-options.ts'

/** Throws a StartProblem where it cannot be had. */
export async function openRuntimeAddress({ host, port }: Address) {
  let lent: RequestListener | undefined
  const answer: RequestListener = (request, response) => {
    if (lent !== undefined) return lent(request, response)
    response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' })
    response.end('No environment is running: an invocation starts one.\n')
  }
  const listener = await openPort(answer, 'runtime', port, host, '--runtime-api-address', `${host}:N`)
  const allowHosts: readonly string[] | 'any' = isLoopback(host) ? [] : 'any'
  return {
    /** Whoever opens it to the network calls it by names that are not known here. */
    allowHosts,
    /** The address for an environment, until it closes it; undefined while another one has it. */
    take(handle: RequestListener): EnvironmentListener | undefined {
      if (lent !== undefined) return undefined
      lent = handle
      return {
        port: listener.port,
        address: listener.address,
        close: () => {
          lent = undefined
          listener.server.closeAllConnections()
          return new Promise((resolve) => setImmediate(resolve))
        },
      }
    },
    close: () => listener.close(),
  }
}

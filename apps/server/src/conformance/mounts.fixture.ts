// The two ways in which a runtime reaches the Runtime API, as one interface, so that each case is played through both.
import { onTestFinished } from 'vitest'
import { linesOf, startPlayground, type FunctionFiles, type Playground } from './playground.fixture.ts'
import { RawConnection, type RawAnswer } from './raw-http.fixture.ts'
import { RuntimeByHand, type Event } from './runtime-by-hand.fixture.ts'

export type Settings = { timeout?: number; concurrency?: number; aliases?: Record<string, string> }

/** A function whose one environment has a runtime under the test's control. */
export type Seat = {
  name: string
  playground: Playground
  /** A new connection of the runtime's to its environment. */
  connect(): Promise<RuntimeByHand>
  invoke(payload?: string | Uint8Array, heads?: Record<string, string>): Promise<RawAnswer>
  /** An environment that was never asked for work, and an invocation that waits for it. */
  fresh(payload?: string | Uint8Array, heads?: Record<string, string>): Promise<Served>
  /** The invocation was delivered. */
  running(payload?: string | Uint8Array, heads?: Record<string, string>): Promise<Served & { event: Event }>
  /** One invocation is behind it; `next` has to be asked again. */
  warm(): Promise<RuntimeByHand>
}

export type Served = { runtime: RuntimeByHand; called: Promise<RawAnswer> }

type Kind = 'own' | 'attach'

export type Mount = { mount: string; sit(settings?: Settings): Promise<Seat> }

export const mounts: Mount[] = [
  { mount: 'listener of its own', sit: (settings) => sit(settings, 'own') },
  { mount: 'attach port', sit: (settings) => sit(settings, 'attach') },
]

async function sit(settings: Settings = {}, kind: Kind): Promise<Seat> {
  const playground = await startPlayground({ functions: { seat: seatFunction(settings) } })
  onTestFinished(playground.close)
  return openSeat(playground, 'seat', kind)
}

/** Its own process writes down its address and rests: the test is the runtime. */
export function seatFunction(settings: Settings = {}): FunctionFiles {
  return {
    'function.json': JSON.stringify({ timeout: 30, concurrency: 1, freeze: false, ...settings }),
    // Beside the function's folder, since what it writes there could count as code.
    bootstrap: '#!/bin/sh\necho "$AWS_LAMBDA_RUNTIME_API" >> "$LAMBDA_TASK_ROOT.address"\nexec sleep 1000\n',
  }
}

export function openSeat(playground: Playground, name: string, kind: Kind): Seat {
  const invoke: Seat['invoke'] = (payload, heads) => playground.invoke(name, payload, heads)
  const connect = async () => {
    if (kind === 'attach') return new RuntimeByHand(await RawConnection.open(playground.attachPort), `/${name}`)
    const [address] = await linesOf(`${playground.functionFolder(name)}.address`, 1)
    return new RuntimeByHand(await RawConnection.open(Number(address?.split(':')[1])), '')
  }
  const fresh: Seat['fresh'] = async (payload, heads) => {
    if (kind === 'own') {
      const called = invoke(payload, heads)
      called.catch(() => {})
      return { runtime: await connect(), called }
    }
    const runtime = await connect()
    // An answer to nothing attaches as well; without it the function’s own bootstrap would be started.
    await runtime.respond('nothing-yet')
    const called = invoke(payload, heads)
    called.catch(() => {})
    return { runtime, called }
  }
  const running: Seat['running'] = async (payload, heads) => {
    const served = await fresh(payload, heads)
    return { ...served, event: await served.runtime.next() }
  }
  const warm = async () => {
    const { runtime, called, event } = await running()
    await runtime.respond(event.requestId)
    await called
    return runtime
  }
  return { name, playground, connect, invoke, fresh, running, warm }
}

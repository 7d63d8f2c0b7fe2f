// An extension that a test plays itself, request by request; its file writes down the address and rests.
import { rename, writeFile } from 'node:fs/promises'
import { onTestFinished } from 'vitest'
import { linesOf, startPlayground, type FunctionFiles } from './playground.fixture.ts'
import { RawConnection, type RawAnswer } from './raw-http.fixture.ts'
import { RuntimeByHand } from './runtime-by-hand.fixture.ts'

const base = '/2020-01-01/extension'
export const both = '{"events":["INVOKE","SHUTDOWN"]}'

export type ExtensionEvent = {
  eventType: string
  deadlineMs: number
  requestId?: string
  shutdownReason?: string
  [member: string]: unknown
}

export class ExtensionByHand {
  readonly connection: RawConnection
  readonly name: string
  identifier = ''

  constructor(connection: RawConnection, name: string) {
    this.connection = connection
    this.name = name
  }

  async register(body: string = both, heads: Record<string, string> = {}): Promise<RawAnswer> {
    const answer = await this.connection.request('POST', `${base}/register`, {
      heads: { 'Lambda-Extension-Name': this.name, ...heads },
      body,
    })
    this.identifier = answer.head('Lambda-Extension-Identifier') ?? this.identifier
    return answer
  }

  /** Asks for an event; resolves with the answer, whatever it is. */
  poll(): Promise<RawAnswer> {
    return this.ask('GET', `${base}/event/next`)
  }

  async next(): Promise<ExtensionEvent> {
    return JSON.parse((await this.poll()).body.toString()) as ExtensionEvent
  }

  report(what: 'init' | 'exit', errorType?: string): Promise<RawAnswer> {
    const heads: Record<string, string> =
      errorType === undefined ? {} : { 'Lambda-Extension-Function-Error-Type': errorType }
    return this.ask('POST', `${base}/${what}/error`, heads)
  }

  /** Asks for telemetry, or for logs by the older API. */
  subscribe(subscription: unknown, path = '/2022-07-01/telemetry'): Promise<RawAnswer> {
    return this.ask('PUT', path, { 'Content-Type': 'application/json' }, JSON.stringify(subscription))
  }

  ask(method: string, path: string, heads: Record<string, string> = {}, body?: string): Promise<RawAnswer> {
    const own = this.identifier === '' ? {} : { 'Lambda-Extension-Identifier': this.identifier }
    return this.connection.request(method, path, {
      heads: { ...own, ...heads },
      ...(body === undefined ? {} : { body }),
    })
  }
}

export type StageSettings = { timeout?: number } & Record<string, unknown>

/** Files that write down where they can be reached, and rest: the test plays all of them. `exits` gives one a way to end. */
export function stageFiles(extensions: readonly string[], settings: StageSettings = {}): FunctionFiles {
  const files: FunctionFiles = {
    'function.json': JSON.stringify({ timeout: 30, concurrency: 1, freeze: false, ...settings }),
    bootstrap: rests('runtime'),
  }
  for (const name of extensions) files[`extensions/${name}`] = { text: rests(name), mode: 0o755 }
  return files
}

/** Prints what the test puts into the file `NAME.say`, ends with the status in `NAME.exit`; TERM is told in `NAME.signals`. */
function rests(name: string): string {
  const beside = name === 'runtime' ? '${0%/bootstrap}' : '${0%/extensions/*}'
  return `#!/bin/bash
beside="${beside}"
trap 'echo TERM >> "$beside.${name}.signals"' TERM
echo "$AWS_LAMBDA_RUNTIME_API $$" >> "$beside.${name}"
while [ ! -s "$beside.${name}.exit" ]; do
  read -t 0.02 <> <(:)
  if [ -s "$beside.${name}.say" ]; then mapfile said < "$beside.${name}.say"; rm "$beside.${name}.say"; printf %s "\${said[@]}"; fi
done
status="$(cat "$beside.${name}.exit")"; rm "$beside.${name}.exit"
exit "$status"
`
}

/** A function whose runtime and extensions are under the test's control. */
export async function stage(extensions: readonly string[], settings: StageSettings = {}) {
  const playground = await startPlayground({ functions: { stage: stageFiles(extensions, settings) } })
  const beside = playground.functionFolder('stage')
  const exits = (name: string, status: number) => writeFile(`${beside}.${name}.exit`, `${status}\n`)
  onTestFinished(async () => {
    const closed = playground.close()
    // Nobody is to wait for those who rest.
    await Promise.all([closed, ...['runtime', ...extensions].map((name) => exits(name, 0))])
  })
  /** Port and process id of a program's start number `times`. */
  const started = async (name: string, times = 1) => {
    const line = (await linesOf(`${beside}.${name}`, times))[times - 1]!
    const [address, pid] = line.split(' ')
    return { port: Number(address!.split(':')[1]), pid: Number(pid) }
  }
  return {
    ...playground,
    beside,
    started,
    /** Makes a program print; `text` has its line ends. */
    async says(name: string, text: string): Promise<void> {
      await writeFile(`${beside}.${name}.words`, text)
      await rename(`${beside}.${name}.words`, `${beside}.${name}.say`)
    },
    /** Makes a program end with a status. */
    exits,
    call: (payload = '{}', heads: Record<string, string> = {}) => {
      const called = playground.invoke('stage', payload, heads)
      called.catch(() => {})
      return called
    },
    async extension(name: string, times = 1): Promise<ExtensionByHand> {
      const { port } = extensions.includes(name) ? await started(name, times) : await started('runtime', times)
      return new ExtensionByHand(await RawConnection.open(port), name)
    },
    async runtime(times = 1): Promise<RuntimeByHand> {
      return new RuntimeByHand(await RawConnection.open((await started('runtime', times)).port), '')
    },
  }
}

export type Stage = Awaited<ReturnType<typeof stage>>

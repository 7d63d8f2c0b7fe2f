// Conversations with extensions for tests, in the order in which a server tells them.
import type { ExtensionEventKind, ExtensionState } from '../extension-lifecycle.ts'
import type { EventOf } from '../journal.ts'
import { Conversation } from './conversation.fixture.ts'

const environment = 'f/1'
const runtime = { environment }

export class ExtensionConversation extends Conversation {
  #polls = new Map<string, number>()
  #states = new Map<string, ExtensionState>()
  #events = new Map<string, ExtensionEventKind[]>()

  /** The file of an external extension is run. */
  launch(name: string, pid = 4131): this {
    this.tell({ ...runtime, extension: name }, { type: 'extension.changed', to: 'Started', external: true })
    this.#states.set(name, 'Started')
    return this.tell(
      { ...runtime, extension: name, process: pid },
      { type: 'process.started', pid, command: [name], folder: '/', variables: {} },
    )
  }

  become(
    name: string,
    to: ExtensionState,
    more: { exchange?: number; errorType?: string; external?: false } = {},
  ): this {
    const { exchange, errorType, external = true } = more
    const from = this.#states.get(name)
    const events = this.#events.get(name)
    this.#states.set(name, to)
    return this.tell(
      { ...runtime, extension: name, ...(exchange === undefined ? {} : { exchange }) },
      {
        type: 'extension.changed',
        to,
        external,
        ...(from === undefined ? {} : { from }),
        ...(events === undefined ? {} : { events }),
        ...(errorType === undefined ? {} : { errorType }),
      },
    )
  }

  register(name: string, events: ExtensionEventKind[] = ['INVOKE', 'SHUTDOWN'], external?: false): this {
    const exchange = this.open('register', 'extension', { ...runtime, extension: name })
    this.#events.set(name, events)
    if (external === false) this.#states.set(name, 'Started')
    this.become(name, 'Registered', { exchange, ...(external === false ? { external } : {}) })
    return this.answer(exchange, 200, { ...runtime, extension: name })
  }

  /** It asks for its next event. */
  ask(name: string, external?: false): this {
    const exchange = this.open('event-next', 'extension', { ...runtime, extension: name })
    this.#polls.set(name, exchange)
    return this.become(name, 'Ready', { exchange, ...(external === false ? { external } : {}) })
  }

  invokeExtension(name: string, id: string): this {
    const exchange = this.#polls.get(name)!
    this.become(name, 'Running', { exchange })
    return this.answer(exchange, 200, { ...runtime, extension: name, invocation: id }, { delivers: id })
  }

  shutDownExtension(name: string, reason: string): this {
    const exchange = this.#polls.get(name)!
    const preview = JSON.stringify({ eventType: 'SHUTDOWN', deadlineMs: this.at + 2000, shutdownReason: reason })
    this.become(name, 'Running', { exchange })
    return this.answer(exchange, 200, { ...runtime, extension: name }, { body: { bytes: preview.length, preview } })
  }

  exit(extension: string | undefined, code: number | null, signal: string | null = null): this {
    return this.tell(
      { ...runtime, ...(extension === undefined ? {} : { extension }) },
      { type: 'process.exited', code, signal },
    )
  }

  signal(extension: string | undefined, signal: string, reason: string): this {
    return this.tell(
      { ...runtime, ...(extension === undefined ? {} : { extension }) },
      { type: 'process.signalled', signal, reason },
    )
  }

  say(extension: string, line: string): this {
    return this.tell({ ...runtime, extension, process: 2 }, { type: 'process.printed', stream: 'stdout', line })
  }

  subscribe(name: string, types: EventOf<'telemetry.subscribed'>['types'] = ['platform', 'function']): this {
    const exchange = this.open('telemetry', 'extension', { ...runtime, extension: name })
    this.tell(
      { ...runtime, extension: name, exchange },
      {
        type: 'telemetry.subscribed',
        api: 'telemetry',
        schemaVersion: '2022-12-13',
        types,
        protocol: 'HTTP',
        uri: 'http://sandbox.localdomain:8080/',
        buffering: { timeoutMs: 100, maxBytes: 262_144, maxItems: 1000 },
      },
    )
    return this.answer(exchange, 200, { ...runtime, extension: name })
  }

  deliverTelemetry(name: string, events: number, more: Partial<EventOf<'telemetry.delivered'>> = {}): this {
    return this.tell(
      { ...runtime, extension: name },
      {
        type: 'telemetry.delivered',
        protocol: 'HTTP',
        uri: 'http://127.0.0.1:8080/',
        attempt: 1,
        events,
        kinds: { 'platform.start': 1, function: events - 1 },
        body: { bytes: events * 180, preview: '[]' },
        durationMs: 1.4,
        status: 200,
        ...more,
      },
    )
  }

  /** Init with external extensions, up to the event. */
  coldWith(names: string[], id = 'one', prepare: (told: this) => void = () => {}): this {
    this.call(id, 1).create(environment, id).beginInit(environment, id)
    for (const [index, name] of names.entries()) this.launch(name, 4131 + index)
    for (const name of names) this.register(name)
    prepare(this)
    this.run(environment)
    for (const name of names) this.ask(name)
    return this.next(environment).ready(environment).take(names, id, true)
  }

  /** An invocation is given to the environment: its event, and a notice to the extensions. */
  take(names: string[], id: string, cold = false): this {
    this.dispatch(environment, id, cold)
    for (const name of names) this.invokeExtension(name, id)
    return this.deliver(environment, id)
  }

  /** The runtime asks for the next event: it is done. */
  done(id: string): this {
    return this.next(environment, id).tell(
      { ...runtime, invocation: id },
      { type: 'invocation.runtime-done', status: 'success', durationMs: 4, producedBytes: 2 },
    )
  }

  freeze(): this {
    return this.wait(50).tell(runtime, { type: 'environment.frozen' })
  }

  thaw(reason: string): this {
    return this.tell(runtime, { type: 'environment.thawed', reason })
  }
}

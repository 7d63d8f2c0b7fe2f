// The extensions of one incarnation of an environment: who may register, who is who, and whether all have done their part.
import { extensionLimit, shutdownBudgets, type Belongs, type EventOf, type ExtensionState } from '@playground/protocol'
import type { Record } from '../recorder/record.ts'
import { Extension, type ExtensionEvent, type ExtensionRefusal } from './extension.ts'
import { judgeEvents, readRegistration } from './registration.ts'

export interface ExtensionsOwner {
  of(): Belongs
  /** All external extensions have registered. */
  allRegistered(): void
  /** An extension asked for an event, coming from a state. */
  extensionAsked(extension: Extension, from: ExtensionState): void
}

export type ExtensionsRules = {
  /** No file says which are external: whoever asks for SHUTDOWN is. */
  attached: boolean
  /** The environment serves several invocations at one time. */
  several: boolean
}

type Call = EventOf<'extension.refused'>['call']

export class Extensions {
  readonly #owner: ExtensionsOwner
  readonly #record: Record
  readonly #rules: ExtensionsRules
  readonly #byName = new Map<string, Extension>()
  #closed = false
  #firstReported: Extension['reported']

  constructor(owner: ExtensionsOwner, record: Record, rules: ExtensionsRules) {
    this.#owner = owner
    this.#record = record
    this.#rules = rules
  }

  get all(): Extension[] {
    return [...this.#byName.values()]
  }

  /** Those that have registered and have not ended. */
  get active(): Extension[] {
    return this.all.filter(({ registered, state }) => registered && state !== 'Exited' && state !== 'ShutdownFailed')
  }

  get allRegistered(): boolean {
    return this.all.every(({ external, registered }) => !external || registered)
  }

  /** The first `init/error` or `exit/error`: it names the category of whatever ends the environment. */
  get firstReported(): Extension['reported'] {
    return this.#firstReported
  }

  /** All have asked for their first event. */
  get initialised(): boolean {
    return this.active.every(({ waits }) => waits) && this.allRegistered
  }

  /** Those that have an event and have not asked again. */
  get busy(): Extension[] {
    return this.active.filter(({ state }) => state === 'Running')
  }

  /** What a shutdown may take, and the runtime of it, milliseconds. */
  get budget(): { totalMs: number; runtimeMs: number } {
    const { active } = this
    if (active.length === 0) return shutdownBudgets.none
    return active.some(({ external }) => external) ? shutdownBudgets.external : shutdownBudgets.internal
  }

  /** The file of an external extension is about to be run. */
  launch(name: string): Extension {
    const extension = new Extension(name, true, this.#extensionOwner, this.#record)
    this.#byName.set(name, extension)
    return extension
  }

  /** Takes a registration. In this order: name, body, events, window, count, name taken, state. */
  register(name: string | undefined, body: Uint8Array, of: Belongs): Extension | ExtensionRefusal {
    if (name === undefined || name === '')
      return this.#refuse('register', of, {
        errorType: 'Extension.InvalidExtensionName',
        message: 'Empty extension name',
        rule: 'name',
      })
    const registration = readRegistration(body)
    if ('errorType' in registration) return this.#refuse('register', of, registration, name)
    const known = this.#byName.get(name)
    const asks = this.#rules.attached && registration.events.includes('SHUTDOWN')
    const external = known?.external ?? asks
    const events = judgeEvents(registration.events, external, this.#rules.several)
    if ('errorType' in events) return this.#refuse('register', of, events, name)
    if (known?.external !== true) {
      const refusal = this.#judgeNew(known)
      if (refusal !== undefined) return this.#refuse('register', of, refusal, name)
    }
    const extension = known ?? new Extension(name, external, this.#extensionOwner, this.#record)
    const refusal = extension.register(events, of)
    if (refusal !== undefined) return refusal
    this.#byName.set(name, extension)
    if (external && this.allRegistered) this.#owner.allRegistered()
    return extension
  }

  /** Who is calling. An identifier may come as a URN, in braces, or without hyphens. */
  identify(identifier: string | undefined, call: Call, of: Belongs, unknown = true): Extension | ExtensionRefusal {
    if (identifier === undefined || identifier === '')
      return this.#refuse(call, of, {
        errorType: 'Extension.MissingExtensionIdentifier',
        message: 'Missing Lambda-Extension-Identifier header',
        rule: 'identifier',
      })
    const canonical = canonicalUuid(identifier)
    if (canonical === undefined)
      return this.#refuse(call, of, {
        errorType: 'Extension.InvalidExtensionIdentifier',
        message: 'Invalid Lambda-Extension-Identifier',
        rule: 'identifier',
      })
    return (
      this.find(canonical) ??
      this.#refuse(call, of, {
        errorType: 'Extension.UnknownExtensionIdentifier',
        message: unknown ? `Unknown extension ${canonical}` : 'Unknown Lambda-Extension-Identifier',
        rule: 'identifier',
      })
    )
  }

  /** Takes `init/error` or `exit/error`; a category is required. */
  report(
    call: 'extension-init-error' | 'exit-error',
    identifier: string | undefined,
    errorType: string | undefined,
    of: Belongs,
  ): Extension | ExtensionRefusal {
    // The form of the identifier comes before the category, whether it is known after it.
    const named = identifier === undefined || canonicalUuid(identifier) === undefined
    if (!named && (errorType === undefined || errorType === ''))
      return this.#refuse(call, of, {
        errorType: 'Extension.MissingHeader',
        message: 'Lambda-Extension-Function-Error-Type not found',
        rule: 'error-type',
      })
    const extension = this.identify(identifier, call, of, false)
    if (!(extension instanceof Extension)) return extension
    const refusal = extension.report(call, errorType!, of)
    this.#firstReported ??= extension.reported
    return refusal ?? extension
  }

  /** From the runtime's first `next` on nobody registers. */
  closeRegistration(): void {
    this.#closed = true
  }

  /** The extension behind an identifier, without a word where there is none. */
  find(identifier: string | undefined): Extension | undefined {
    const canonical = identifier === undefined ? undefined : canonicalUuid(identifier)
    return this.all.find((one) => one.registered && one.identifier === canonical)
  }

  /** Gives an event to those that subscribe to its kind. */
  deliver(event: ExtensionEvent): Extension[] {
    const subscribers = this.active.filter((extension) => extension.subscribes(event.kind))
    for (const extension of subscribers) extension.deliver(event)
    return subscribers
  }

  /** Their processes are being ended. */
  expectEnd(): void {
    for (const extension of this.all) extension.expectEnd()
  }

  /** Ends what is parked; nobody of them is heard any more. */
  abandon(): void {
    for (const extension of this.all) extension.abandon()
  }

  #judgeNew(known: Extension | undefined): ExtensionRefusal | undefined {
    if (this.#closed)
      return {
        errorType: 'Extension.RegistrationClosed',
        message: 'Extension registration closed already',
        rule: 'registration-closed',
      }
    if (known === undefined && this.#byName.size >= extensionLimit)
      return {
        errorType: 'Extension.TooManyExtensions',
        message: `Extension limit (${extensionLimit}) reached`,
        rule: 'too-many',
      }
    if (known === undefined) return undefined
    return {
      errorType: 'Extension.InvalidExtensionState',
      message: 'Extension with this name already registered',
      rule: 'name-taken',
    }
  }

  readonly #extensionOwner = {
    of: (): Belongs => this.#owner.of(),
    asked: (extension: Extension, from: ExtensionState): void => this.#owner.extensionAsked(extension, from),
  }

  #refuse(call: Call, of: Belongs, refusal: ExtensionRefusal, name?: string): ExtensionRefusal {
    this.#record(
      { ...this.#owner.of(), ...of, ...(name === undefined ? {} : { extension: name }) },
      { type: 'extension.refused', call, rule: refusal.rule },
    )
    return refusal
  }
}

/** Lower case with hyphens; undefined where it is no UUID in any form that the core takes. */
function canonicalUuid(text: string): string | undefined {
  const digits = /^(?:urn:uuid:)?([0-9a-f-]+)$/i.exec(text.replace(/^\{(.*)\}$/, '$1'))?.[1]?.toLowerCase()
  const parts = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/.exec(digits ?? '')
  if (parts === null || (digits!.includes('-') && digits!.length !== 36)) return undefined
  return parts.slice(1).join('-')
}

// What `lambda-runtime-playground/client` gives to tests. Types alone, which stand by themselves: the build publishes this file as they are.

export interface StartOptions {
  /** Folders of functions or projects, relative to the current directory. */
  folders?: readonly string[]
  /** A project by its file, such as `template.yaml`. */
  template?: string
  /** Values of a template's parameters. */
  parameters?: Readonly<Record<string, string>>
  /** Variables of functions: by the function's name, `Parameters` for all of them. */
  variables?: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>
  /** Where sessions are kept; without it nothing is left behind. */
  dataDir?: string
  /** How long to wait until it serves, milliseconds (60,000). */
  timeoutMs?: number
}

export interface InvokeOptions {
  /** As an asynchronous event: resolves once the event is over, after all its attempts. */
  async?: boolean
  /** Takes the response in pieces; `payload` is all of them. */
  stream?: boolean
  qualifier?: string
  clientContext?: object
  tenantId?: string
  /** Gives up where there is no answer by then, milliseconds. */
  timeoutMs?: number
}

/** One request and its answer. Times are epoch milliseconds. */
export interface Exchange {
  /** Of the endpoint: `invoke`, `GET next`, `POST response`. */
  label: string
  from: 'caller' | 'runtime' | 'extension'
  /** The extension's name. */
  extension?: string
  environment?: string
  method: string
  /** The path that was asked for. */
  target: string
  /** Of the answer; absent as long as there is none. */
  status?: number
  /** Why it was refused, as the wire says it. */
  refused?: { errorType: string; message: string }
  /** It ended before its answer was whole. */
  closed?: 'hung-up' | 'truncated' | 'server-stopped'
  requestBytes?: number
  answerBytes?: number
  openedAt: number
  answeredAt?: number
}

/** What is told of an invocation. Durations in milliseconds, memory in MB. */
export interface Report {
  function: string
  requestId: string
  /** HTTP status of the answer. */
  status: number
  /** The result as text, or the error that the function reported. */
  payload: string
  /** `Unhandled`, or of a streamed answer its error code: the payload is an error. */
  functionError?: string
  /** Lambda's own refusal or failure: there is no result. */
  refused?: { type: string; message: string }
  outcome?:
    | 'ok'
    | 'error'
    | 'init-error'
    | 'timeout'
    | 'crash'
    | 'too-large'
    | 'bad-response'
    | 'throttled'
    | 'unattached'
    | 'stopped'
  /** What went wrong, as Lambda's metrics know it. */
  errorType?: string
  /** What happened, why, and what to do, where Lambda had to answer in place of the function. */
  help?: string
  executedVersion?: string
  /** Of an asynchronous event: how often it was tried, and how it ended. */
  event?: { attempts: number; how: 'succeeded' | 'retries-exhausted' | 'age-exceeded' | 'deleted' }
  environment?: string
  /** A new environment was initialised for it. */
  cold?: boolean
  durationMs?: number
  billedMs?: number
  initMs?: number
  restoreMs?: number
  memoryMb?: number
  peakMemoryMb?: number
  /** From the call to the whole answer. */
  tookMs?: number
  /** What the function and Lambda wrote for it. */
  logs: string
  /** In the order in which they mattered. */
  exchanges: Exchange[]
}

export interface Invocation extends Report {
  /** The payload, parsed. */
  json(): any
  /** Drawn as text, with a lane for each participant. */
  conversation: string
}

export interface FunctionDescription {
  name: string
  runtime: string
  folder?: string
  handler?: string
  /** Why it cannot run. */
  problems: readonly string[]
}

/** An entry of the journal: one thing that happened. */
export interface JournalEntry {
  seq: number
  /** Epoch milliseconds. */
  at: number
  of: {
    function?: string
    environment?: string
    extension?: string
    invocation?: string
    exchange?: number
  }
  event: { type: string } & Readonly<Record<string, unknown>>
}

export interface Playground {
  /** `http://127.0.0.1:PORT`: the page, and the endpoint for SDKs and the AWS CLI. */
  readonly endpoint: string
  /** `host:port` for runtimes that are started elsewhere, as AWS_LAMBDA_RUNTIME_API wants it, with `/NAME` after it. */
  readonly runtimeApiAddress: string
  /** `host:port` of function URLs, with `/NAME/` after it. */
  readonly functionUrlAddress: string
  /** `host:port` of HTTP routes. */
  readonly apiAddress: string
  /** `event`: whatever JSON can say; `{}` where it is left out. A function's error is no rejection; a failure of the playground is. */
  invoke(name: string, event?: unknown, options?: InvokeOptions): Promise<Invocation>
  functions(): Promise<FunctionDescription[]>
  /** In the order in which they were opened; of one invocation by its request id, as its `exchanges` are. */
  exchanges(of?: { function?: string; invocation?: string }): Promise<Exchange[]>
  /** All that has happened so far. */
  journal(): Promise<JournalEntry[]>
  /** Writes the journal to a file, an entry a line. */
  saveJournal(file: string): Promise<void>
  /** Ends it and all processes of its functions; nothing is left behind. */
  stop(): Promise<void>
}

/** Throws node:assert's AssertionError with the drawn conversation. A word is a label (`GET next`), or one with a status (`GET next 200`). */
export interface ExchangeExpectation {
  /** These and no others, in this order. */
  toBe(words: readonly string[]): void
  /** These in this order, with others between them or not. */
  toInclude(...words: readonly string[]): void
  /** None of these: words, `refused` for what Lambda refused, `failed` for what had no whole answer. */
  toHaveNone(...words: readonly string[]): void
}

export interface ClientModule {
  /** Starts a playground as a process of its own; rejects with what to do where it cannot be. */
  start(options?: StartOptions): Promise<Playground & AsyncDisposable>
  expectExchanges(invocation: Invocation): ExchangeExpectation
}

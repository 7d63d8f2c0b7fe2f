// What browsers and Node.js both have, and this package uses; it has the types of neither.
declare global {
  class TextEncoder {
    encode(text: string): Bytes
  }
  class TextDecoder {
    decode(bytes: Uint8Array): string
  }
  class URLSearchParams {
    constructor(text: string)
    [Symbol.iterator](): IterableIterator<[string, string]>
  }
  function atob(letters: string): string
  function btoa(letters: string): string
  const crypto: { randomUUID(): string; getRandomValues(bytes: Uint8Array): Uint8Array }
}

export type Bytes = Uint8Array<ArrayBuffer>

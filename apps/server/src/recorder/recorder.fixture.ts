// A recorder that keeps nothing but what it is told to.
import type { Recorder } from './record.ts'

export function recorderOf(parts: Partial<Recorder> = {}): Recorder {
  const body = ({ byteLength }: Uint8Array) => ({ bytes: byteLength, preview: '' })
  return {
    record: () => 0,
    body,
    collect() {
      let bytes = 0
      return {
        push: ({ byteLength }) => void (bytes += byteLength),
        piece: body,
        end: () => ({ bytes, preview: '' }),
      }
    },
    mask: () => {},
    count: () => 1,
    ...parts,
  }
}

// Bytes as lines of sixteen, in hexadecimal and as text.

export type HexLine = { offset: string; bytes: string; text: string }

export function hexLines(bytes: Uint8Array, from: number, count: number): HexLine[] {
  const lines: HexLine[] = []
  for (let line = from; line < from + count && line * 16 < bytes.length; line += 1) {
    const part = [...bytes.subarray(line * 16, line * 16 + 16)]
    const pairs = part.map((byte) => byte.toString(16).padStart(2, '0'))
    lines.push({
      offset: (line * 16).toString(16).padStart(6, '0'),
      bytes: `${pairs.slice(0, 8).join(' ')}  ${pairs.slice(8).join(' ')}`.padEnd(48),
      text: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '·')).join(''),
    })
  }
  return lines
}

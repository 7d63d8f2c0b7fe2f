// Bytes in hexadecimal, a few hundred lines at a time.
import { useState } from 'react'
import { hexLines } from '../model/hex.ts'
import './hex-view.css'

const atOnce = 256

export function HexView({ bytes }: { bytes: Uint8Array }) {
  const [count, setCount] = useState(atOnce)
  return (
    <>
      <pre tabIndex={0} aria-label="Bytes in hexadecimal" className="hex">
        {hexLines(bytes, 0, count).map(({ offset, bytes: pairs, text }) => (
          <span key={offset}>
            <i>{offset}</i> {pairs} <b>{text}</b>
            {'\n'}
          </span>
        ))}
      </pre>
      {count * 16 < bytes.length && (
        <button type="button" className="link" onClick={() => setCount(count + 16 * atOnce)}>
          {(bytes.length - count * 16).toLocaleString('en')} more bytes
        </button>
      )}
    </>
  )
}

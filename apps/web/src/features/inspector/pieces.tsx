// The pieces of a body that streams: when each passed, how long after the one before, how long it was, and where it lies.
import type { Piece, Streamed } from '@playground/protocol/model'
import { useRef, useState } from 'react'
import { bytes, duration, piecesWord, sinceBefore } from '../../model/format.ts'
import { scrollWindow } from '../../model/scroll-window.ts'
import { useSize } from '../../ui/use-size.ts'
import './pieces.css'

const rowHeight = 18

/** `since`: when the exchange began, epoch milliseconds. */
export function Pieces({ of, streamed, since }: { of: string; streamed: Streamed; since: number }) {
  const scroller = useRef<HTMLDivElement>(null)
  const { height } = useSize(scroller)
  const [scrollTop, setScrollTop] = useState(0)
  const { pieces, firstAt, lastAt } = streamed
  const sight = scrollWindow(pieces.length, rowHeight, { scrollTop, height })
  const numbers = numbersOf(pieces)
  const most = pieces.reduce((size, piece) => Math.max(size, piece.bytes), 1)
  return (
    <section className="pieces" aria-label={`Pieces of the ${of}`}>
      <p className="sub-head">
        <span>Pieces of the {of}</span>
        <span>{piecesWord(streamed)}</span>
      </p>
      <p className="quiet">
        First byte after {duration(firstAt - since)}, last piece {duration(lastAt - firstAt)} later.
      </p>
      <div
        ref={scroller}
        className="piece-list"
        role="table"
        aria-label={`Pieces of the ${of}`}
        aria-rowcount={pieces.length}
        tabIndex={0}
        style={{ height: Math.min(12, pieces.length) * rowHeight }}
        onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}
      >
        <div role="presentation" style={{ height: sight.tall }}>
          {pieces.slice(sight.first, sight.last).map((piece, at) => {
            const index = sight.first + at
            const before = pieces[index - 1]
            return (
              <div
                key={piece.seq}
                role="row"
                aria-rowindex={index + 1}
                className={index === 0 ? 'piece first' : 'piece'}
                style={{ top: sight.top(index) }}
              >
                <span role="cell">{numbers[index]}</span>
                <span role="cell" title="Since the request began to arrive">
                  {duration(piece.at - since)}
                </span>
                <span role="cell" title="Since the piece before">
                  {before === undefined ? 'first byte' : sinceBefore(piece.at - before.at)}
                </span>
                <span role="cell" title={`From byte ${piece.offset.toLocaleString('en')} on`}>
                  {bytes(piece.bytes)}
                </span>
                <i aria-hidden="true" style={{ width: `${(100 * piece.bytes) / most}%` }} />
              </div>
            )
          })}
        </div>
      </div>
      {pieces.some(({ pieces: count }) => count > 1) && (
        <p className="quiet">Pieces that followed each other closely, or are very many, are told together.</p>
      )}
    </section>
  )
}

/** `5`, or `5–9` where several are told as one. */
function numbersOf(pieces: readonly Piece[]): string[] {
  let number = 0
  return pieces.map(({ pieces: count }) => {
    const first = number + 1
    number += count
    return count === 1 ? String(first) : `${first}–${number}`
  })
}

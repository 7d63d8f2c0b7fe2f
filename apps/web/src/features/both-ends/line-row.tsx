// One translation: what one end has, what became of it, and what the other end has.
import type { How, Line, Named } from '../../model/both-ends/line.ts'

const words: Record<How, string> = {
  same: 'the same',
  renamed: 'by another name',
  translated: 'translated',
  made: 'made by Lambda',
  lost: 'not passed on',
  kept: 'kept by Lambda',
  connection: 'each its own',
}

/** `way`: in which direction it goes. */
export function LineRow({ line: { caller, runtime, how, words: why }, way }: { line: Line; way: '→' | '←' }) {
  const lost = how === 'lost'
  const crosses = caller !== undefined && runtime !== undefined
  return (
    <li className={`ends-line of-${how}`}>
      <Cell named={caller} who="Caller" lost={lost} />
      <div className="ends-words">
        <span className="how">
          {crosses && how !== 'connection' && <i aria-hidden="true">{way}</i>}
          {words[how]}
        </span>
        <span>{why}</span>
      </div>
      <Cell named={runtime} who="Runtime" lost={lost} />
    </li>
  )
}

function Cell({ named, who, lost }: { named: Named | undefined; who: string; lost: boolean }) {
  if (named === undefined) return <div className="ends-cell none" />
  return (
    <div className="ends-cell">
      <span className="visually-hidden">{who}: </span>
      {lost ? <s className="name">{named.name}</s> : <span className="name">{named.name}</span>}
      <span className="value" title={named.value.length > 120 ? named.value : undefined}>
        {named.value}
      </span>
    </div>
  )
}

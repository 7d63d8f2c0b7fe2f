// The function's log: Lambda's own lines and what the processes print, in one order.
import { useLayoutEffect, useRef, useState } from 'react'
import { since } from '../../model/format.ts'
import { scrollWindow } from '../../model/scroll-window.ts'
import { usePage } from '../../store.ts'
import { useSize } from '../../ui/use-size.ts'
import { show } from '../../url-state.ts'
import './console.css'

const lineHeight = 18

export function Console() {
  const { session, function: name, selected } = usePage()
  usePage((page) => page.revision)
  const lines = name === undefined ? [] : (session.functions.get(name)?.console ?? [])
  const scroller = useRef<HTMLDivElement>(null)
  const { height } = useSize(scroller)
  const [scrollTop, setScrollTop] = useState(0)
  const atEnd = useRef(true)
  const sight = scrollWindow(lines.length, lineHeight, { scrollTop, height })
  useLayoutEffect(() => {
    if (atEnd.current) scroller.current?.scrollTo({ top: sight.tall })
  }, [lines.length, sight.tall, height])
  return (
    <section className="console" aria-label="Console" tabIndex={-1}>
      {lines.length === 0 && (
        <p className="hint">
          What the processes print appears here, between the START and REPORT lines of each invocation.
        </p>
      )}
      <div
        ref={scroller}
        className="console-lines"
        tabIndex={0}
        role="log"
        aria-label="Log"
        aria-live="off"
        onScroll={({ currentTarget: element }) => {
          setScrollTop(element.scrollTop)
          atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 6
        }}
      >
        <div style={{ height: sight.tall }}>
          {lines.slice(sight.first, sight.last).map((line, at) => (
            <div
              key={line.seq}
              className={`console-line ${line.source} ${line.seq === selected ? 'selected' : ''}`}
              style={{ top: sight.top(sight.first + at) }}
              onClick={() => line.source !== 'lambda' && show({ selected: line.seq }, 'push')}
            >
              <time>{since(line.at, session.startedAt ?? 0)}</time>
              <span className="source">{line.source}</span>
              <span className="text">{line.text}</span>
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}

// The sequence diagram: lanes, rows as they happen, and the moment itself at the end.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { findRow } from '@playground/protocol/model'
import { ArrowDown } from 'lucide-react'
import { layOut, layoutKey } from '../../model/layout.ts'
import { scrollHeight, scrollWindow } from '../../model/scroll-window.ts'
import { usePage } from '../../store.ts'
import { useSize } from '../../ui/use-size.ts'
import { show } from '../../url-state.ts'
import { Empty } from './empty.tsx'
import { LaneHeads } from './lane-heads.tsx'
import { NowRow } from './now-row.tsx'
import { Patterns } from './patterns.tsx'
import { RowView } from './row-view.tsx'
import { useHover } from './use-hover.ts'
import { useKeys } from './use-keys.ts'
import { viewOf } from './use-rows.ts'
import './sequence.css'

const rowHeight = 27

export function Sequence({ onInvoke }: { onInvoke: () => void }) {
  const { session, function: name, selected, explain, follow } = usePage()
  const revision = usePage((page) => page.revision)
  const fn = name === undefined ? undefined : session.functions.get(name)
  const [dismissed, setDismissed] = useState(() => readDismissed())
  const [hovered, hover] = useHover()
  const view = viewOf(fn, explain, dismissed)
  const scroller = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(scroller)
  const lanes = layoutKey(fn)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the model changes in place; `lanes` says when its lanes do
  const layout = useMemo(() => layOut(fn, width), [fn, width, lanes])
  const [scrollTop, setScrollTop] = useState(0)
  const seen = useRef(view.count)

  const selectedAt = selected === undefined || fn === undefined ? -1 : findRow(fn, selected)
  const exchangeOfSelected = fn?.rows[selectedAt]?.exchange
  const selectedPlace = selectedAt < 0 ? -1 : view.toView(selectedAt)

  // While it follows, the place is known before the browser has scrolled: one drawing for each change, not two.
  const tail = Math.max(0, scrollHeight(view.count, rowHeight, rowHeight) - height)
  const sight = scrollWindow(view.count, rowHeight, { scrollTop: follow ? tail : scrollTop, height, rest: rowHeight })
  const { first, last, scale } = sight

  useLayoutEffect(() => {
    if (!follow) return
    seen.current = view.count
    scroller.current?.scrollTo({ top: sight.tall + rowHeight })
  }, [follow, view.count, sight.tall, height])

  const reveal = useCallback(
    (place: number) => {
      const element = scroller.current
      if (element === null) return
      // A band's head and its verdict stand over its first row.
      const top = Math.max(0, (place - 2) * rowHeight)
      const bottom = (place + 2) * rowHeight
      const offset = element.scrollTop * scale
      if (top < offset) element.scrollTo({ top: top / scale })
      else if (bottom > offset + height) element.scrollTo({ top: (bottom - height) / scale })
    },
    [height, scale],
  )
  useKeys({ fn, view, reveal })
  useEffect(() => {
    if (!follow && seen.current > view.count) seen.current = view.count
  }, [follow, view.count])

  const onScroll = () => {
    const element = scroller.current
    if (element === null) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 6
    if (atEnd) seen.current = view.count
    else setScrollTop(element.scrollTop)
    if (usePage.getState().follow !== atEnd) usePage.setState({ follow: atEnd })
  }
  // A selection can come from elsewhere: a link, the inspector, the console, the history.
  const shownSelection = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (selectedPlace < 0 || height === 0 || shownSelection.current === selected) return
    shownSelection.current = selected
    reveal(selectedPlace)
  }, [selected, selectedPlace, height, reveal])
  const select = useCallback((seq: number) => show({ selected: seq }, 'push'), [])
  const dismiss = useCallback((kind: string) => setDismissed((before) => remember(before, kind)), [])
  const fresh = view.count - seen.current

  return (
    <section className="sequence" aria-label="Sequence">
      <LaneHeads fn={fn} layout={layout} />
      <div
        ref={scroller}
        className="rows"
        role="treegrid"
        aria-label="Exchanges"
        aria-rowcount={view.count + 1}
        tabIndex={0}
        aria-activedescendant={selectedPlace >= first && selectedPlace < last ? `row-${selectedPlace}` : undefined}
        onScroll={onScroll}
      >
        <Patterns />
        <div role="presentation" className="tall" style={{ height: sight.tall }}>
          {fn !== undefined &&
            Array.from({ length: Math.max(0, last - first) }, (_, at) => {
              const place = first + at
              const index = view.toModel(place)
              const row = fn.rows[index]
              if (row === undefined) return null
              return (
                <RowView
                  key={`${row.seq}-${row.kind}-${row.from ?? ''}`}
                  revision={revision}
                  fn={fn}
                  row={row}
                  index={index}
                  place={place}
                  top={sight.top(place)}
                  start={session.startedAt ?? 0}
                  layout={layout}
                  exchange={row.exchange === undefined ? undefined : session.exchanges.get(row.exchange)}
                  selected={index === selectedAt}
                  partner={row.exchange !== undefined && row.exchange === exchangeOfSelected && index !== selectedAt}
                  dimmed={hovered !== undefined && row.invocation !== hovered}
                  onSelect={select}
                  onHover={hover}
                  onDismiss={dismiss}
                />
              )
            })}
        </div>
        {fn !== undefined && view.count > 0 && (
          <div role="row" aria-label="now" aria-rowindex={view.count + 1} className={follow ? 'end' : 'end afloat'}>
            <NowRow fn={fn} layout={layout} />
          </div>
        )}
      </div>
      {view.count === 0 && <Empty fn={fn} layout={layout} onInvoke={onInvoke} />}
      {!follow && fresh > 0 && (
        <button type="button" className="fresh" onClick={() => usePage.setState({ follow: true })}>
          {fresh} new <ArrowDown size={12} />
        </button>
      )}
    </section>
  )
}

const dismissedKey = 'explanations-dismissed'

function readDismissed(): ReadonlySet<string> {
  return new Set((localStorage.getItem(dismissedKey) ?? '').split(',').filter((kind) => kind !== ''))
}

function remember(before: ReadonlySet<string>, kind: string): ReadonlySet<string> {
  const after = new Set([...before, kind])
  localStorage.setItem(dismissedKey, [...after].join(','))
  return after
}

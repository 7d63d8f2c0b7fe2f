// The sequence diagram: lanes, rows as they happen, and the moment itself at the end.
import { Suspense, useCallback, useEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { attemptOf } from '@playground/protocol'
import { findRow, type FunctionModel, type Row } from '@playground/protocol/model'
import { ArrowDown } from 'lucide-react'
import { duration, since } from '../../model/format.ts'
import { layOut, layoutKey } from '../../model/layout.ts'
import type { RowList } from '../../model/row-list.ts'
import { knownUntil, useParts, usePage } from '../../store.ts'
import { Opening } from '../../ui/opening.tsx'
import { PointedRow, pointing } from '../../ui/pointed-row.tsx'
import { useSize } from '../../ui/use-size.ts'
import { useSlots } from '../../ui/use-slots.ts'
import { show } from '../../url-state.ts'
import { Empty } from './empty.tsx'
import { Gone } from './gone.tsx'
import { LaneHeads } from './lane-heads.tsx'
import { NowRow } from './now-row.tsx'
import { Patterns } from './patterns.tsx'
import type { Replay } from './row-menu.tsx'
import { RowView, type RowActions } from './row-view.tsx'
import { useDismissed } from './use-dismissed.ts'
import { useHover } from './use-hover.ts'
import { fold, useKeys } from './use-keys.ts'
import { useRows } from './use-rows.ts'
import { useSight } from './use-sight.ts'
import { useScroll } from './use-scroll.ts'
import { later } from '../../ui/later.ts'
import './sequence.css'
import './rows.css'

const Nothing = later(async () => (await import('./nothing.tsx')).Nothing)
const RowMenu = later(async () => (await import('./row-menu.tsx')).RowMenu)

type Props = { onInvoke: () => void; onReplay: Replay; onSettings: () => void }

export function Sequence({ onInvoke, onReplay, onSettings }: Props) {
  const { session, revision, selected, follow, filter, only, folded, opened, group, moment } = useParts(
    'session',
    'revision',
    'selected',
    'follow',
    'filter',
    'only',
    'folded',
    'opened',
    'group',
    'moment',
  )
  const name = usePage((page) => page.function)
  const findings = usePage((page) => page.findings).of(name)
  const until = usePage(knownUntil)
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  const fn = name === undefined ? undefined : session.functions.get(name)
  const [dismissed, dismiss] = useDismissed()
  const [hovered, hover] = useHover()
  const [measured, measure] = useState<Row | undefined>()
  const [menu, setMenu] = useState<{ row: Row; left: number; top: number } | undefined>()
  const rows = useRows(fn, dismissed)
  const { list, tops } = rows
  const count = list?.count ?? 0
  const scroller = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(scroller)
  const lanes = layoutKey(fn)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the model changes in place; `lanes` says when its lanes do
  const layout = useMemo(() => layOut(fn, width, opened), [fn, width, lanes, opened])
  const sight = useScroll(scroller, rows, height)
  const { first, last, reveal } = sight
  const slot = useSlots(first, last)
  useSight(group === 'time' && count > 0 ? fn : undefined, list, sight, follow)

  const found = selected === undefined || fn === undefined ? -1 : findRow(fn, selected)
  const selectedAt = found < 0 || list === undefined || list.has(found) ? found : headOf(fn!, list, found)
  const exchangeOfSelected = fn?.rows[found]?.exchange
  const selectedPlace = selectedAt < 0 || list?.has(selectedAt) !== true ? -1 : list.toView(selectedAt)

  const openMenu = useCallback(
    (seq: number) => {
      const row = fn?.rows[findRow(fn, seq)]
      const box = document.querySelector('.row.selected')?.getBoundingClientRect()
      if (row !== undefined) setMenu({ row, left: (box?.left ?? 0) + 120, top: box?.top ?? 0 })
    },
    [fn],
  )
  useKeys({ fn, list, reveal, openMenu })
  // A selection can come from elsewhere: a link, the inspector, the console, the history.
  const shownSelection = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (selectedPlace < 0 || height === 0 || shownSelection.current === selected) return
    shownSelection.current = selected
    reveal(selectedPlace)
  }, [selected, selectedPlace, height, reveal])

  const actions = useMemo<RowActions>(
    () => ({
      onSelect: (seq) => show({ selected: seq }, 'push'),
      onCompare: (row) => {
        const at = usePage.getState().selected
        const chosen = fn === undefined || at === undefined ? undefined : fn.rows[findRow(fn, at)]?.invocation
        if (fn !== undefined)
          void import('../../compare-with.ts').then(({ compareRows }) => compareRows(fn, chosen, row.invocation))
      },
      onHover: hover,
      onMeasure: measure,
      onDismiss: dismiss,
      onFold: (row, close) => fn !== undefined && fold(fn, row, close),
      onMenu: (row: Row, event: MouseEvent) => {
        event.preventDefault()
        setMenu({ row, left: event.clientX, top: event.clientY })
      },
      onSettings,
    }),
    [fn, hover, dismiss, onSettings],
  )
  const moments = { by: 'sequence', first, last, top: sight.top, timeOf: (place: number) => list?.row(place)?.at }
  const start = session.startedAt ?? 0
  const selectedRow = fn?.rows[found]
  const distance =
    measured === undefined || selectedRow === undefined || measured === selectedRow
      ? undefined
      : duration(Math.abs(measured.at - selectedRow.at))
  const atFirst = fn === undefined ? undefined : list?.row(Math.min(count - 1, first + 6))

  return (
    <section className="sequence" aria-label="Sequence">
      <Gone />
      <LaneHeads fn={fn} layout={layout} />
      <div
        ref={scroller}
        className={`rows ${layout.text === undefined ? '' : 'rails'}`}
        role="treegrid"
        aria-label="Exchanges"
        aria-rowcount={count + 1}
        tabIndex={0}
        aria-activedescendant={selectedPlace >= first && selectedPlace < last ? `row-${selectedPlace}` : undefined}
        onScroll={sight.onScroll}
        {...pointing(moments)}
      >
        <Patterns />
        <div role="presentation" className="tall" style={{ height: sight.tall }}>
          {fn !== undefined &&
            list !== undefined &&
            Array.from({ length: Math.max(0, last - first) }, (_, at) => {
              const place = first + at
              const index = list.toModel(place)
              const row = fn.rows[index]
              if (row === undefined) return null
              const exchange = row.exchange === undefined ? undefined : session.exchanges.get(row.exchange)
              return (
                <RowView
                  key={slot(place)}
                  revision={revision}
                  fn={fn}
                  row={row}
                  index={index}
                  place={place}
                  top={sight.top(place)}
                  space={tops?.before(list, place) ?? 0}
                  cut={tops?.isCut(list, place) ?? false}
                  start={start}
                  before={list.row(place - 1)?.at}
                  layout={layout}
                  exchange={exchange}
                  finding={findings?.at(row, exchange, until)}
                  selected={index === selectedAt}
                  partner={row.exchange !== undefined && row.exchange === exchangeOfSelected && index !== selectedAt}
                  dimmed={
                    (hovered !== undefined &&
                      attemptOf(row.invocation ?? '').requestId !== attemptOf(hovered).requestId) ||
                    (filter !== '' && !only && !list.holds(index))
                  }
                  folded={folded}
                  actions={actions}
                />
              )
            })}
          <PointedRow {...moments} />
        </div>
        {fn !== undefined && fn.rows.length > 0 && (
          <div
            role="row"
            aria-label={moment === undefined ? 'now' : 'then'}
            aria-rowindex={count + 1}
            className={follow ? 'end' : 'end afloat'}
          >
            <NowRow fn={fn} layout={layout} />
          </div>
        )}
      </div>
      {(fn === undefined || fn.rows.length === 0) && (
        <Empty fn={fn} layout={layout} onInvoke={onInvoke} onSettings={onSettings} />
      )}
      {fn !== undefined && fn.rows.length > 0 && count === 0 && (
        <Suspense fallback={null}>
          <Nothing searching={rows.searching} />
        </Suspense>
      )}
      {distance !== undefined && <p className="distance">{distance} from the selected row</p>}
      {!follow && count > 0 && (
        <button type="button" className="fresh" onClick={() => usePage.setState({ follow: true })}>
          {sight.fresh > 0 ? (
            `${sight.fresh.toLocaleString('en')} new`
          ) : (
            <>
              At {since(atFirst?.at ?? start, start)} s ·{' '}
              {recorded || moment !== undefined ? 'To the end' : 'Back to live'}
            </>
          )}
          <ArrowDown size={12} />
        </button>
      )}
      {menu !== undefined && fn !== undefined && (
        <Suspense fallback={<Opening onClose={() => setMenu(undefined)} />}>
          <RowMenu
            session={session}
            fn={fn}
            row={menu.row}
            place={{ left: menu.left, top: menu.top, bottom: menu.top }}
            opener={scroller.current}
            onReplay={onReplay}
            onClose={() => setMenu(undefined)}
          />
        </Suspense>
      )}
    </section>
  )
}

/** What stands for a row that is folded away: the head of its band, or of the band of its event. */
function headOf({ rows, heads }: FunctionModel, list: RowList, near: number): number {
  const name = rows[near]!.invocation ?? ''
  for (const head of [heads.get(name), heads.get(attemptOf(name).requestId)])
    for (let index = near; head !== undefined && index >= 0 && rows[index]!.seq >= head.seq; index -= 1)
      if (rows[index] === head && list.has(index)) return index
  return -1
}

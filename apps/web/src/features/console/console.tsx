// The function's log: Lambda's own lines and what the processes print, in one order.
import { Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { findRow, type ConsoleLine, type FunctionModel } from '@playground/protocol/model'
import { ArrowDown } from 'lucide-react'
import type { LogRow } from '../../model/log/log-list.ts'
import { toggled } from '../../model/toggled.ts'
import { useParts } from '../../store.ts'
import { PointedRow, pointing } from '../../ui/pointed-row.tsx'
import { useFrameLater } from '../../ui/use-frame-later.ts'
import { useSize } from '../../ui/use-size.ts'
import { useSlots } from '../../ui/use-slots.ts'
import { show } from '../../url-state.ts'
import { useConsole } from './console-view.ts'
import { showsLog } from './copy-log.ts'
import { useLog } from './use-log.ts'
import { useLogScroll } from './use-log-scroll.ts'
import { later } from '../../ui/later.ts'
import './console.css'

const LogLine = later(async () => (await import('./log-line.tsx')).LogLine)

/** What stands before a line's text, pixels; with the environment where there are several. */
const gutter = 180
const gutterOfSeveral = gutter + 34

export function Console() {
  const {
    session: shown,
    function: name,
    selected,
    filter,
  } = useParts('session', 'function', 'selected', 'filter', 'revision')
  // Another moment is another session: the diagram comes first.
  const session = useFrameLater(shown)
  const { search, current, unfolded, folded } = useConsole()
  const fn = name === undefined ? undefined : session.functions.get(name)
  const scroller = useRef<HTMLDivElement>(null)
  const ruler = useRef<HTMLSpanElement>(null)
  const { width, height } = useSize(scroller)
  const [letter, setLetter] = useState(6.6)
  useLayoutEffect(() => setLetter((ruler.current?.getBoundingClientRect().width ?? 66) / 10), [width])
  const several = (fn?.environments.size ?? 0) > 1
  const list = useLog(fn, Math.max(20, Math.floor((width - (several ? gutterOfSeveral : gutter)) / letter)))
  showsLog(list)
  const { rows, found } = list
  const sight = useLogScroll(scroller, rows.length, height)
  const { reveal } = sight
  const slot = useSlots(sight.first, sight.last)

  useEffect(() => useConsole.setState({ found: found.length }), [found.length])
  const currentPlace = search === '' ? undefined : found[current]
  useEffect(() => {
    if (currentPlace !== undefined) reveal(currentPlace)
  }, [currentPlace, reveal])
  // A selection can come from elsewhere: what was printed then comes in sight.
  const shownSelection = useRef(selected)
  useEffect(() => {
    if (selected === undefined || height === 0 || shownSelection.current === selected) return
    shownSelection.current = selected
    reveal(list.rowOf(selected))
  }, [selected, height, list, reveal])

  const actions = useMemo(
    () => ({
      onSelect: ({ line }: LogRow) => {
        const moment = fn === undefined ? undefined : momentOf(fn, line)
        if (moment === undefined) return
        shownSelection.current = moment
        show({ selected: moment }, 'push')
      },
      onFold: (row: LogRow) =>
        row.kind === 'head'
          ? useConsole.setState({ folded: toggled(useConsole.getState().folded, row.invocation) })
          : useConsole.setState({ unfolded: toggled(useConsole.getState().unfolded, row.line.seq) }),
    }),
    [fn],
  )
  const selectedAt = fn === undefined || selected === undefined ? -1 : findRow(fn, selected)
  const invocation = fn?.rows[selectedAt]?.invocation
  const { first, last, top } = sight
  const moments = { by: 'console', first, last, top, timeOf: (place: number) => rows[place]?.line.at }
  const isSelected = (row: LogRow) => (row.kind === 'head' ? row.invocation === invocation : row.line.seq === selected)
  return (
    <section className="console" aria-label="Console" tabIndex={-1}>
      <span ref={ruler} className="ruler" aria-hidden="true">
        0000000000
      </span>
      {rows.length === 0 && <p className="hint">{whyEmpty(fn, list.cleared, filter)}</p>}
      <div
        ref={scroller}
        className="console-lines"
        tabIndex={0}
        role="log"
        aria-label="Log"
        aria-live="off"
        onScroll={sight.onScroll}
        {...pointing(moments)}
      >
        <div style={{ height: sight.tall }}>
          <Suspense fallback={null}>
            {fn !== undefined &&
              rows.slice(sight.first, sight.last).map((row, at) => {
                const place = sight.first + at
                return (
                  <LogLine
                    key={slot(place)}
                    row={row}
                    fn={fn}
                    top={sight.top(place)}
                    start={session.startedAt ?? 0}
                    search={search}
                    selected={isSelected(row)}
                    current={place === currentPlace}
                    turned={row.kind === 'head' ? folded.has(row.invocation) : unfolded.has(row.line.seq)}
                    several={several}
                    actions={actions}
                  />
                )
              })}
          </Suspense>
          <PointedRow {...moments} />
        </div>
      </div>
      {!sight.follow && rows.length > 0 && (
        <button type="button" className="fresh" onClick={sight.toEnd}>
          {sight.fresh > 0 ? `${sight.fresh.toLocaleString('en')} new` : 'To the end'}
          <ArrowDown size={12} />
        </button>
      )}
    </section>
  )
}

/** The row of the diagram that a line stands for: its own, its invocation's, or the last before it. */
function momentOf(fn: FunctionModel, line: ConsoleLine): number | undefined {
  if (line.source !== 'lambda') return line.seq
  const head = line.invocation === undefined ? undefined : fn.heads.get(line.invocation)
  if (head !== undefined) return head.seq
  return fn.rows.findLast(({ seq, kind }) => seq <= line.seq && kind !== 'gap' && kind !== 'explain')?.seq
}

function whyEmpty(fn: FunctionModel | undefined, cleared: number, filter: string): string {
  const lines = fn?.console.length ?? 0
  if (lines === 0 && [...(fn?.environments.values() ?? [])].some(({ attached }) => attached))
    return 'What a runtime prints that you started yourself goes to the terminal that it was started in.'
  if (lines === 0)
    return 'What the processes print appears here, between the START and REPORT lines of each invocation.'
  if (cleared === lines) return 'Cleared. The lines stay in the session, and in the result of each invocation.'
  return filter === '' ? 'Show leaves out every line there is.' : 'No line matches the filter.'
}

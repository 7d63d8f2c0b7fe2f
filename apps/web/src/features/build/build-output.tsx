// All that the last build of a function printed, at its end while that is followed.
import { useLayoutEffect, useRef, useState } from 'react'
import { buildLine, buildProblem } from '../../model/build-words.ts'
import { usePage } from '../../store.ts'
import { useBuildLines } from './use-build-lines.ts'
import './build.css'

export function BuildOutput({ name = '' }: { name: string | undefined }) {
  usePage((page) => page.revision)
  const build = usePage((page) => page.session.state.builds[name])
  const { before, missing, reading, read } = useBuildLines(name, build)
  const scroller = useRef<HTMLDivElement>(null)
  const [follow, setFollow] = useState(true)
  const count = build === undefined ? 0 : build.linesBefore + build.lines.length
  useLayoutEffect(() => {
    if (follow) scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  }, [follow, count, build])
  if (build === undefined) return <p className="hint">It has not been built yet. What its build prints comes here.</p>
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = scroller.current!
    setFollow(scrollHeight - scrollTop - clientHeight < 6)
  }
  const text = [...before, ...build.lines.map((line) => line.text)].map(buildLine).join('\n')
  return (
    <section ref={scroller} className="build-output" aria-label="Output of the build" tabIndex={0} onScroll={onScroll}>
      <p className="build-command">
        <code>{build.command}</code> <span>in</span> <code>{build.folder}</code>
      </p>
      {missing > 0 && (
        <button type="button" className="link" disabled={reading} onClick={read}>
          {reading ? 'Reading…' : `Show the ${missing.toLocaleString('en')} lines before`}
        </button>
      )}
      <pre>{text}</pre>
      {build.problem !== undefined && <p className="build-problem">{buildProblem(build)}</p>}
    </section>
  )
}

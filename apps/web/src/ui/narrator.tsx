// Tells screen readers what happens, a sentence at a time, and never faster than one can listen.
import { useEffect, useRef, useState } from 'react'
import type { FunctionModel } from '@playground/protocol/model'
import { outcomeWord } from '../model/figures.ts'
import { duration } from '../model/format.ts'
import { invocationWord } from '../model/invocation-words.ts'
import { useParts } from '../store.ts'

/** Between two sentences, milliseconds. */
const restMs = 2000

export function Narrator() {
  const { session, function: name } = useParts('session', 'function', 'revision')
  const fn = name === undefined ? undefined : session.functions.get(name)
  const [sentence, setSentence] = useState('')
  const told = useRef<{ fn: FunctionModel | undefined; settled: number; at: number }>({ fn, settled: 0, at: 0 })
  const settled = fn?.settled ?? 0
  useEffect(() => {
    if (told.current.fn !== fn) told.current = { fn, settled, at: 0 }
    if (fn === undefined || settled === told.current.settled) return
    const wait = Math.max(0, told.current.at + restMs - performance.now())
    const timer = setTimeout(() => {
      const news = fn.settled - told.current.settled
      told.current = { fn, settled: fn.settled, at: performance.now() }
      setSentence(tell(fn, news))
    }, wait)
    return () => clearTimeout(timer)
  }, [fn, settled])
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label="What happens">
      {sentence}
    </div>
  )
}

function tell(fn: FunctionModel, count: number): string {
  const last = fn.order
    .slice(-16)
    .flatMap((id) => fn.invocations.get(id) ?? [])
    .findLast(({ settledAt }) => settledAt !== undefined)
  if (last === undefined) return ''
  if (count > 1) return `${count} invocations are over, the last with ${outcomeWord(last.outcome ?? 'ok')}.`
  const began = last.cold ? 'a cold start, ' : ''
  const took = last.durationMs === undefined ? '' : ` in ${duration(last.durationMs)}`
  return `${invocationWord(last)}: ${began}${outcomeWord(last.outcome ?? 'ok')}${took}.`
}

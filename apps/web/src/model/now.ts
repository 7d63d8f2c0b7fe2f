// What is so at this moment, and what one can do about it, in a sentence.
import {
  lateExtensions,
  waitOf,
  type EnvironmentModel,
  type FunctionModel,
  type Invocation,
} from '@playground/protocol/model'
import { dueWord, elapsed } from './format.ts'

/** `now` in epoch milliseconds; the text is made to change once a second. */
export function nowSentence(fn: FunctionModel, now: number): string {
  const running = fn.places
    .map((id) => (id === undefined ? undefined : fn.invocations.get(id)))
    .filter((invocation) => invocation !== undefined)
  const all = [...fn.occupants.values()]
  const live = all.filter(({ state }) => state !== 'gone')
  if (running.length > 1) return severalSentence(running.length, live)
  const [invocation] = running
  if (invocation === undefined && fn.queue.size > 0) return queueSentence(fn, now)
  if (invocation === undefined) {
    if (live.length === 0 && all.some(({ attached }) => attached))
      return 'no runtime is attached any more · start yours again, or Invoke and it gets the event when it asks'
    return idleSentence(live, now)
  }
  const { waiting, dispatchedAt, receivedAt, answeredAt, firstByteMs } = invocation
  const late = waitsFor(fn, invocation)
  if (late.length > 0)
    return `answered · ${late.join(' and ')} ${late.length === 1 ? 'has' : 'have'} still to ask for the next event, within the time-out`
  if (answeredAt !== undefined) return 'answered · the environment is free once the runtime asks for the next event'
  if (waiting?.for === 'runtime') return 'an invocation waits · attach a runtime and it gets this event'
  if (waiting?.for === 'free-runtime') return 'an invocation waits · the next runtime that asks for work gets its event'
  if (waiting?.for === 'build')
    return `building for ${elapsed(now - waiting.since)} · the event is delivered when that is done`
  if (waiting?.for === 'restore')
    return 'the snapshot is being restored · the runtime asks for its event when its hooks are done'
  if (dispatchedAt === undefined && live.some(({ state, runtime }) => state === 'init' && runtime === 'Ready'))
    return `starting for ${elapsed(now - receivedAt)} · Init ends when every extension has asked for its first event`
  if (dispatchedAt === undefined) return `starting for ${elapsed(now - receivedAt)} · Init ends with the first GET next`
  if (firstByteMs !== undefined)
    return `the response streams for ${elapsed(now - receivedAt - firstByteMs)} · the caller has all that came so far`
  return `at work for ${elapsed(now - dispatchedAt)} · the runtime owns the event until it posts a response or an error`
}

/** The same of a moment that is over: without what one could do about it. */
export function thenSentence(fn: FunctionModel, then: number): string {
  return nowSentence(fn, then)
    .split(' · ')
    .filter((part) => !part.includes('Invoke'))
    .join(' · ')
}

/** Extensions that an invocation waits for, once the runtime is done with it. */
export function waitsFor(fn: FunctionModel, { id, environment, runtimeDoneAt, settledAt }: Invocation): string[] {
  const model = environment === undefined ? undefined : fn.environments.get(environment)
  if (model === undefined || runtimeDoneAt === undefined || settledAt !== undefined) return []
  return lateExtensions(model, id).map(({ name }) => name)
}

/** Nothing runs, and events are in the queue. */
function queueSentence({ queue, events }: FunctionModel, now: number): string {
  const waits = [...queue].flatMap((id) => waitOf(events.get(id)!) ?? [])
  const [next] = waits.filter(({ due }) => due !== undefined).toSorted((a, b) => a.due!.dueAt - b.due!.dueAt)
  const keeps = queue.size === 1 ? 'an event waits in the queue' : `${queue.size} events wait in the queue`
  return next?.due === undefined ? keeps : `${keeps} · attempt ${next.attempt} ${dueWord(next.due.dueAt, now)}`
}

function severalSentence(running: number, live: readonly EnvironmentModel[]): string {
  const count = (is: (environment: EnvironmentModel) => boolean) => live.filter(is).length
  const parts: [number, string][] = [
    [count(({ busyWith }) => busyWith !== undefined), 'busy'],
    [count(({ state }) => state === 'init'), 'starting'],
    [
      count(({ busyWith, polls, frozenAt }) => busyWith === undefined && polls.size > 0 && frozenAt === undefined),
      'waiting for work',
    ],
    [count(({ frozenAt }) => frozenAt !== undefined), 'frozen'],
  ]
  const said = parts.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`)
  return [`${running} invocations under way`, ...said].join(' · ')
}

function idleSentence(live: readonly EnvironmentModel[], now: number): string {
  const ending = live.flatMap(({ ending: one }) => (one !== undefined && one.deadline > now ? one : []))[0]
  if (ending !== undefined)
    return `processes are being ended · what is left is killed in ${Math.max(0, (ending.deadline - now) / 1000).toFixed(1)} s`
  const waiting = live.filter(({ polls }) => polls.size > 0)
  const frozen = waiting.flatMap(({ frozenAt }) => frozenAt ?? [])
  if (live.length === 1 && live[0]!.state === 'snapshot')
    return 'a snapshot is kept, its processes stopped · Invoke restores it'
  if (frozen.length === 1 && waiting.length === 1)
    return `frozen for ${elapsed(now - frozen[0]!)} with an open request · Invoke thaws it and answers`
  if (frozen.length > 0 && frozen.length === waiting.length)
    return `${frozen.length} environments frozen, the last for ${elapsed(now - Math.max(...frozen))} · Invoke thaws one of them`
  const newest = Math.max(...waiting.map(({ pollingSince }) => pollingSince ?? now))
  if (waiting.length > 1)
    return `${waiting.length} runtimes wait for work, the last for ${elapsed(now - newest)} · Invoke answers one of them`
  if (waiting.length === 1) return `runtime waiting ${elapsed(now - newest)} for work · Invoke answers this request`
  if (live.some(({ state }) => state === 'crashed'))
    return 'the runtime ended while it was idle · the next Invoke is told so, the one after starts it again'
  if (live.some(({ attached, state }) => attached && state === 'ready'))
    return 'the attached runtime does not ask for work · Invoke waits until it does'
  return 'no process left · the next Invoke starts afresh'
}

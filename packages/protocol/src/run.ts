// A run: one event sent many times, and how far it has come.
import * as v from 'valibot'
import { invocationTypes } from './invocation.ts'

/** What a run may ask for at most. */
export const runLimits = { times: 100_000, atOnce: 100, perSecond: 1000, seconds: 3600 } as const

const count = (max: number, name: string) =>
  v.pipe(
    v.number(`${name} must be a number`),
    v.integer(`${name} must be a whole number`),
    v.minValue(1, `${name} must be at least 1`),
    v.maxValue(max, `${name} must be at most ${max.toLocaleString('en')}`),
  )

/** `times` calls, or `perSecond` for so many `seconds`; never more than `atOnce` under way. `hangUpMs`: the caller's time-out. */
export const runPlanSchema = v.pipe(
  v.strictObject({
    function: v.string('function must be a name'),
    event: v.string('event must be a text'),
    type: v.picklist(invocationTypes, `type must be one of ${invocationTypes.join(', ')}`),
    /** The caller takes responses in pieces. */
    streams: v.optional(v.literal(true, 'streams must be true where it is given')),
    atOnce: count(runLimits.atOnce, 'atOnce'),
    times: v.optional(count(runLimits.times, 'times')),
    perSecond: v.optional(count(runLimits.perSecond, 'perSecond')),
    seconds: v.optional(count(runLimits.seconds, 'seconds')),
    clientContext: v.optional(v.string('clientContext must be a text')),
    /** Where the function keeps tenants apart. */
    tenant: v.optional(v.string('tenant must be a text')),
    hangUpMs: v.optional(count(900_000, 'hangUpMs')),
  }),
  v.check(
    ({ type, streams }) => streams === undefined || type === 'RequestResponse',
    'Only a caller who waits for the response can take it in pieces: leave out streams, or make type RequestResponse',
  ),
  v.check(
    ({ times, perSecond, seconds }) =>
      times === undefined
        ? perSecond !== undefined && seconds !== undefined
        : perSecond === undefined && seconds === undefined,
    'Give either times, or perSecond and seconds',
  ),
)
export type RunPlan = v.InferOutput<typeof runPlanSchema>

const progress = { sent: v.number(), done: v.number(), failed: v.number() }

export const runEvents = [
  /** `planned`: how many calls it will make. */
  v.object({ type: v.literal('run.started'), run: v.string(), planned: v.number(), atOnce: v.number() }),
  /** A few times a second. `failed`: answered with a function error or refused, or hung up. */
  v.object({ type: v.literal('run.progressed'), run: v.string(), ...progress }),
  v.object({ type: v.literal('run.ended'), run: v.string(), ...progress, why: v.picklist(['finished', 'stopped']) }),
] as const

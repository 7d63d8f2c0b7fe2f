// How Invoke calls: once or many times, and waiting or not; remembered for each function.
import { useCallback, useState } from 'react'
import type { RunPlan } from '@playground/protocol'
import type { CallKind } from '../../model/call-kind.ts'

export type CallSettings = {
  type: CallKind
  /** JSON that becomes the context's `clientContext`; empty for none. */
  clientContext: string
  /** Whom the call is for, where the function keeps tenants apart. */
  tenant: string
  /** When the caller gives up, milliseconds; undefined for never. */
  hangUpMs: number | undefined
  repeat: 'times' | 'rate'
  times: number
  atOnce: number
  perSecond: number
  seconds: number
}

export const plainCall: CallSettings = {
  type: 'RequestResponse',
  clientContext: '',
  tenant: '',
  hangUpMs: undefined,
  repeat: 'times',
  times: 1,
  atOnce: 1,
  perSecond: 5,
  seconds: 10,
}

const keyOf = (name: string) => `call:${name}`

/** The settings of a function, and how to change some of them. */
export function useCallSettings(name: string | undefined): [CallSettings, (change: Partial<CallSettings>) => void] {
  const [changed, setChanged] = useState<{ name: string; settings: CallSettings } | undefined>()
  const settings = name === undefined ? plainCall : changed?.name === name ? changed.settings : read(name)
  const change = useCallback(
    (some: Partial<CallSettings>) => {
      if (name === undefined) return
      setChanged((before) => {
        const next = { ...(before?.name === name ? before.settings : read(name)), ...some }
        localStorage.setItem(keyOf(name), JSON.stringify(next))
        return { name, settings: next }
      })
    },
    [name],
  )
  return [settings, change]
}

/** Whether one press makes more than one call. */
export function isRun({ repeat, times }: CallSettings): boolean {
  return repeat === 'rate' || times > 1
}

/** `×10 · 4 at once`, `5/s for 10 s`. */
export function repeatWord({ repeat, times, atOnce, perSecond, seconds }: CallSettings): string {
  if (repeat === 'rate') return `${perSecond}/s for ${seconds} s`
  return atOnce > 1 && times > 1 ? `×${times} · ${atOnce} at once` : `×${times}`
}

/** What the server is asked for. */
export function planOf(name: string, event: string, settings: CallSettings): RunPlan {
  const { type, clientContext, tenant, hangUpMs, repeat, times, atOnce, perSecond, seconds } = settings
  return {
    function: name,
    event,
    ...(type === 'Stream' ? { type: 'RequestResponse', streams: true } : { type }),
    atOnce,
    ...(repeat === 'times' ? { times } : { perSecond, seconds }),
    ...(clientContext.trim() === '' ? {} : { clientContext }),
    ...(tenant.trim() === '' ? {} : { tenant: tenant.trim() }),
    ...(hangUpMs === undefined ? {} : { hangUpMs }),
  }
}

function read(name: string): CallSettings {
  try {
    const known = JSON.parse(localStorage.getItem(keyOf(name)) ?? '{}') as Partial<CallSettings>
    const settings = { ...plainCall, ...known }
    const numbers = [settings.times, settings.atOnce, settings.perSecond, settings.seconds]
    return numbers.every((number) => Number.isInteger(number) && number > 0) ? settings : plainCall
  } catch {
    return plainCall
  }
}

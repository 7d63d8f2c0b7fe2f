// HTTP calls that this page has sent, by request id: their invocation, once there is one, is in the session as any other.
import type { HttpAnswer, HttpRequest } from '@playground/protocol'
import { create } from 'zustand'
import type { Page } from './store.ts'
import { show } from './url-state.ts'

/** In the place of an invocation that is shown from both its ends: a call that is still to be sent. */
export const newHttpCall = 'http'

/** `failed`: why there was no answer. */
export type SentCall = { function: string; request: HttpRequest; answer?: HttpAnswer; failed?: string }

export const useHttpCalls = create<Readonly<Record<string, SentCall>>>()(() => ({}))

export function openHttpCall(): void {
  show({ both: newHttpCall }, 'push')
}

/** Whether what is shown from both its ends is, or is to be, an HTTP call. */
export function showsHttpCall({ session, function: name, both }: Page): boolean {
  if (both === undefined) return false
  if (both === newHttpCall || both in useHttpCalls.getState()) return true
  const invocation = session.functions.get(name ?? '')?.invocations.get(both)
  // What came by an API's route had another event than a function's URL makes: that event is what can be sent again.
  return session.exchanges.get(invocation?.exchange ?? -1)?.endpoint === 'function-url'
}

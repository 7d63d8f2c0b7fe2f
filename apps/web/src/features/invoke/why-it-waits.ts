// What the invocations under way wait for, in a few words beside the button.
import type { FunctionModel } from '@playground/protocol/model'

export function whyItWaits(fn: FunctionModel): string | undefined {
  const running = fn.places.flatMap((id) => (id === undefined ? [] : (fn.invocations.get(id) ?? [])))
  if (running.length === 0) return undefined
  const count = running.length === 1 ? '1 running' : `${running.length} running`
  const waiting = running.filter(
    ({ dispatchedAt, answeredAt }) => dispatchedAt === undefined && answeredAt === undefined,
  )
  if (waiting.length === 0) return running.every(({ answeredAt }) => answeredAt !== undefined) ? undefined : count
  const what = waiting[0]!.waiting?.for
  const why =
    what === 'runtime'
      ? 'waits for a runtime to attach'
      : what === 'free-runtime'
        ? 'waits for a free runtime'
        : what === 'build'
          ? 'waits for the build'
          : 'an environment starts'
  return `${count} · ${why}`
}

// A body as it went over the wire, whole: from its entry where it is short, else from the playground.
import type { Body } from '@playground/protocol'
import { bytesIn } from '../model/body-bytes.ts'
import { usePage } from '../store.ts'

/** Undefined where it is no longer kept. */
export async function readBody(body: Body): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { whole } = body
  if (whole === undefined) return bytesIn(body)
  const { epoch } = usePage.getState()
  const response = await fetch(`/api/sessions/${epoch ?? ''}/bodies/${whole}`).catch(() => undefined)
  return response?.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
}

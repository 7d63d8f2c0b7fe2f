// A body as it went over the wire, whole: from its entry where it is short, else from the playground.
import type { Body } from '@playground/protocol'
import { usePage } from '../store.ts'

/** Undefined where it is no longer kept. */
export async function readBody({ preview, whole, base64 }: Body): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (whole === undefined)
    return base64 ? Uint8Array.from(atob(preview), (letter) => letter.charCodeAt(0)) : new TextEncoder().encode(preview)
  const { epoch } = usePage.getState()
  const response = await fetch(`/api/sessions/${epoch ?? ''}/bodies/${whole}`).catch(() => undefined)
  return response?.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
}

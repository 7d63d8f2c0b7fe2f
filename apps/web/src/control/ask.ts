// A question to the control API; what goes wrong comes as an Error whose message is for people.
import { controlErrorSchema, parse } from '@playground/protocol'

export async function ask(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch {
    throw new Error('The playground did not answer. Is it still running? Nothing was lost here.')
  }
}

export async function textOf(response: Response): Promise<string> {
  const text = await response.text()
  if (response.ok) return text
  throw new Error(messageIn(text, response.status))
}

export function messageIn(text: string, status: number): string {
  const read = parse(controlErrorSchema, text)
  return read.ok ? read.value.error.message : `The playground answered with ${status}.`
}

/** Sends JSON, which no form of another page can. */
export function askJson(
  url: string,
  method: 'POST' | 'PUT',
  body: unknown,
  heads: Record<string, string> = {},
): Promise<Response> {
  return ask(url, { method, headers: { 'Content-Type': 'application/json', ...heads }, body: JSON.stringify(body) })
}

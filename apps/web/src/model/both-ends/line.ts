// One translation between what the caller sent or got and what the runtime got or sent.
import type { Body, Heads } from '@playground/protocol'

export type Named = { name: string; value: string }

/**
 * `same`: unchanged. `renamed`: the same value by another name. `translated`: another value of the same meaning.
 * `made`: Lambda's own. `lost`: the other end never sees it. `kept`: the other end has not had it, or will not.
 * `connection`: of one connection alone, and never passed on.
 */
export type How = 'same' | 'renamed' | 'translated' | 'made' | 'lost' | 'kept' | 'connection'

/** `words`: what Lambda does with it, and why. */
export type Line = { caller?: Named; runtime?: Named; how: How; words: string }

/** One request or answer: its heads and its body, as far as entries tell. */
export type Side = {
  /** What comes before the heads: method and target, or the status. */
  first: Named
  heads: Heads
  body: Body | undefined
}

export function headOf(heads: Heads, name: string): Named | undefined {
  const found = heads.find(([one]) => one.toLowerCase() === name)
  return found === undefined ? undefined : { name: found[0], value: found[1] }
}

/** Heads that belong to one connection, or say what the client is like. */
const ofConnection =
  /^(?:host|connection|keep-alive|content-length|transfer-encoding|expect|te|date|accept(?:-.*)?|origin|referer|cache-control|pragma|priority|dnt|cookie|sec-.*|upgrade.*|amz-sdk-.*)$/

/** Those of a side that no line has told yet, each with its reason, but for those of the connection. */
export function restOf(
  side: 'caller' | 'runtime',
  heads: Heads,
  told: ReadonlySet<string>,
  reasons: Readonly<Record<string, string>>,
  otherwise: { how: How; words: string } = { how: 'lost', words: 'It is not passed on.' },
): Line[] {
  return heads
    .map(([name, value]) => ({ key: name.toLowerCase(), name, value }))
    .filter(({ key }) => !told.has(key) && !ofConnection.test(key))
    .map(({ key, name, value }): Line => ({
      [side]: { name, value },
      how: otherwise.how,
      words: reasons[key] ?? otherwise.words,
    }))
}

/** What belongs to the connections of both ends, in one line. */
export function connectionLine(caller: Heads, runtime: Heads): Line[] {
  const named = (heads: Heads): Named | undefined => {
    const names = heads.map(([name]) => name.toLowerCase()).filter((name) => ofConnection.test(name))
    const title = `${names.length} ${names.length === 1 ? 'header' : 'headers'} of the connection`
    return names.length === 0 ? undefined : { name: title, value: names.join(', ') }
  }
  const [a, b] = [named(caller), named(runtime)]
  if (a === undefined && b === undefined) return []
  const words = 'Each end has a connection of its own, and says what it needs to say of it.'
  return [
    { ...(a === undefined ? {} : { caller: a }), ...(b === undefined ? {} : { runtime: b }), how: 'connection', words },
  ]
}

/** What became of a body. `same` where all that is kept of both is equal. */
export type Bodies = { caller: Body | undefined; runtime: Body | undefined; how: How | 'none'; words: string }

export function sameBody(a: Body, b: Body): boolean {
  return a.bytes === b.bytes && a.preview === b.preview && a.base64 === b.base64
}

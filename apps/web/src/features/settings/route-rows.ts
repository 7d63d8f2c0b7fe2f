// The routes of function.json as rows of a table, and back; what a row does not show stays with it.
import { isObject } from './setting-kinds.ts'

/** `rest`: the other members of the route, as they are. */
export type RouteRow = { method: string; path: string; payload: string; rest: Record<string, unknown> }

export const newRoute: RouteRow = { method: 'ANY', path: '', payload: '2.0', rest: {} }

/** Undefined where the text is no list of objects, which no table can show. */
export function routeRows(text: string): RouteRow[] | undefined {
  if (text === '') return []
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(list) || !list.every(isObject)) return undefined
  return list.map(({ method = 'ANY', path = '', payload = '2.0', ...rest }) => ({
    method: word(method),
    path: word(path),
    payload: word(payload),
    rest,
  }))
}

/** What holds anyway is left out; no routes are no setting. */
export function routesText(rows: readonly RouteRow[]): string {
  if (rows.length === 0) return ''
  return JSON.stringify(
    rows.map(({ method, path, payload, rest }) => ({
      ...(method === 'ANY' ? {} : { method }),
      path,
      ...(payload === '2.0' ? {} : { payload }),
      ...rest,
    })),
  )
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

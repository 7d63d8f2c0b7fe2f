// The processes of an environment, each below the one that forked it.
import type { ListedProcess } from '@playground/protocol'
import type { EnvironmentModel } from '@playground/protocol/model'

/** `role`: `runtime`, or the name of the extension that it is; `listed`: absent where it was started and not looked at yet. */
export type TreeRow = { pid: number; depth: number; role?: string; listed?: ListedProcess }

/** Undefined where nothing is known of them. */
export function processTree({ figures, pid, extensions }: EnvironmentModel): TreeRow[] | undefined {
  const roles = new Map<number, string>()
  if (pid !== undefined) roles.set(pid, 'runtime')
  for (const extension of extensions.values()) if (extension.pid !== undefined) roles.set(extension.pid, extension.name)
  const listed = figures?.processes
  if (listed === undefined)
    return roles.size === 0 ? undefined : [...roles].map(([started, role]) => ({ pid: started, depth: 0, role }))
  const pids = new Set(listed.map((one) => one.pid))
  const rows: TreeRow[] = []
  const placed = new Set<number>()
  const place = (one: ListedProcess, depth: number) => {
    if (placed.has(one.pid)) return
    placed.add(one.pid)
    const role = roles.get(one.pid)
    rows.push({ pid: one.pid, depth, listed: one, ...(role === undefined ? {} : { role }) })
    for (const child of listed) if (child.parent === one.pid) place(child, depth + 1)
  }
  for (const one of listed) if (!pids.has(one.parent)) place(one, 0)
  // Whoever is among his own ancestors, which a number that was used again can make so.
  for (const one of listed) place(one, 0)
  return rows
}

/** What it does, in a word; a freeze stops all of them, whatever they were at. */
export function processWord({ listed }: TreeRow, frozen: boolean): string {
  return frozen ? 'stopped' : (listed?.state ?? '—')
}

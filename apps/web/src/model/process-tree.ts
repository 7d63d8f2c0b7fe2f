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

/** A freeze stops all of them; one that was stopped before it by itself, or by a signal, stays so. */
export function processWord({ listed }: TreeRow, frozen: boolean): string {
  if (frozen) return 'stopped'
  if (listed === undefined) return '—'
  return listed.state === 'stopped' ? 'stopped by a signal' : 'runs'
}

/** A command without the folders of its program and of long paths. */
export function shortCommand(command: string): string {
  const [program = '', ...args] = command.split(' ')
  const short = args.map((one) => (/^\/(?:[^/]+\/){3,}/.test(one) ? `…/${one.split('/').slice(-2).join('/')}` : one))
  return [program.startsWith('/') ? program.slice(program.lastIndexOf('/') + 1) : program, ...short].join(' ')
}

// Which process is at the other end of a connection on this machine.
import { readdir, readFile, readlink } from 'node:fs/promises'
import type { Socket } from 'node:net'

export type Peer = { pid: number; command: string[] }

/** Processes that are looked at. */
const mostProcesses = 4000
/** Words of a command, and characters of each, that are kept. */
const mostWords = 4
const mostCharacters = 200
/** A runtime that is a script calls through one of these: the script is who attached. */
const messengers = new Set(['curl', 'wget'])

/** Undefined where the system does not tell, which is everywhere but on Linux. */
export async function peerOf(socket: Socket): Promise<Peer | undefined> {
  const { remotePort, localPort } = socket
  if (process.platform !== 'linux' || remotePort === undefined || localPort === undefined) return undefined
  const inode = await inodeOf(remotePort, localPort)
  const pid = inode === undefined ? undefined : await ownerOf(inode)
  if (pid === undefined) return undefined
  const parent = messengers.has(await nameOf(pid)) ? await parentOf(pid) : undefined
  const found = parent ?? pid
  const command = (await readFile(`/proc/${found}/cmdline`, 'utf8').catch(() => '')).split('\0').filter(Boolean)
  if (command.length === 0) return undefined
  return { pid: found, command: command.slice(0, mostWords).map((word) => word.slice(0, mostCharacters)) }
}

/** Of the socket whose own port is the peer's; `/proc/net/tcp` has its ports in hexadecimal. */
async function inodeOf(own: number, other: number): Promise<string | undefined> {
  const port = (number: number) => `:${number.toString(16).toUpperCase().padStart(4, '0')}`
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (await readFile(table, 'utf8').catch(() => '')).split('\n')) {
      const [, local, remote, , , , , , , inode] = line.trim().split(/\s+/)
      if (local?.endsWith(port(own)) && remote?.endsWith(port(other))) return inode
    }
  }
  return undefined
}

/** The newest processes first: who calls for the first time was started not long ago. */
async function ownerOf(inode: string): Promise<number | undefined> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number)
  for (const pid of pids.sort((a, b) => b - a).slice(0, mostProcesses)) {
    const folder = `/proc/${pid}/fd`
    for (const descriptor of await readdir(folder).catch(() => [])) {
      if ((await readlink(`${folder}/${descriptor}`).catch(() => '')) === `socket:[${inode}]`) return pid
    }
  }
  return undefined
}

async function nameOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
}

async function parentOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  return parent === undefined || Number(parent) <= 1 ? undefined : Number(parent)
}

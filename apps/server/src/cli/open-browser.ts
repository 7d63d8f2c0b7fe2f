// Opens the page where there is somebody to look at it.
import { spawn } from 'node:child_process'

/** Whether a browser would be of use: not in CI, and not without a display. */
export function canOpen(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false') return false
  if (platform === 'darwin') return env['SSH_CONNECTION'] === undefined
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['WSL_DISTRO_NAME'])
}

/** Fails silently: the address is printed as well. */
export function openBrowser(address: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): void {
  const [command, ...args] =
    platform === 'darwin' ? ['open'] : env['WSL_DISTRO_NAME'] ? ['cmd.exe', '/c', 'start', '""'] : ['xdg-open']
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}

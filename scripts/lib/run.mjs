// Runs a program and waits for it, with its output shown, or kept for when it fails.
import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/** Resolves with `{ code, output }`; `quiet` keeps the output instead of showing it. */
export function run(command, args, { quiet = false, cwd = root, env = process.env, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    const timer = timeoutMs > 0 ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Says what a long step does, and how long it has been at it, where somebody is watching. */
export async function withProgress(what, work) {
  const started = Date.now()
  const watched = process.stderr.isTTY
  process.stderr.write(watched ? `${what} …` : `${what} …\n`)
  const timer = watched
    ? setInterval(() => process.stderr.write(`\r${what} … ${Math.round((Date.now() - started) / 1000)} s`), 1000)
    : undefined
  try {
    return await work()
  } finally {
    clearInterval(timer)
    if (watched) process.stderr.write(`\r${what} … done in ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
  }
}

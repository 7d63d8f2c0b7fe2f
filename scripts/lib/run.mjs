// Runs a program and waits for it, with its output shown, or kept for when it fails.
import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/** Resolves with `{ code, output }`; `quiet` keeps the output instead of showing it. One that takes too long ends with all that it started. */
export function run(command, args, { quiet = false, cwd = root, env = process.env, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      // A group of its own, to be ended as a whole.
      detached: timeoutMs > 0,
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    const { end, forget } = timeoutMs > 0 ? endings(child) : {}
    const timer =
      timeoutMs > 0
        ? setTimeout(() => {
            output += `\nIt took more than ${Math.round(timeoutMs / 1000)} s, and was ended.`
            end()
          }, timeoutMs)
        : undefined
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => {
      clearTimeout(timer)
      forget?.()
      resolve({ code: code ?? 1, output })
    })
  })
}

/** What ends a group, and the signals for us that end it as well: a terminal sends them to our own group alone. */
function endings(child) {
  const end = () => {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  const endBoth = () => {
    end()
    process.exit(130)
  }
  const signals = ['SIGINT', 'SIGTERM']
  for (const signal of signals) process.once(signal, endBoth)
  return { end, forget: () => signals.forEach((signal) => process.off(signal, endBoth)) }
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

import { spawn, type ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPlayground, type Playground } from './playground.fixture.ts'

let playground: Playground
const started: ChildProcess[] = []
beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL')
  await playground.close()
})

/** What the journal says about the process of an attached runtime, once it does. */
async function peerOf(name: string) {
  for (;;) {
    const entries = await playground.entries()
    const found = entries.find(({ of, event }) => event.type === 'environment.peer' && of.function === name)
    if (found?.event.type === 'environment.peer') return found.event
  }
}

function attach(command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: 'ignore' })
  started.push(child)
  return child
}

// Only Linux tells whose a connection is.
it.runIf(process.platform === 'linux')('names the process of a runtime that attaches itself', async () => {
  const next = `http://127.0.0.1:${playground.attachPort}/by-node/2018-06-01/runtime/invocation/next`
  const child = attach(process.execPath, ['-e', `fetch(${JSON.stringify(next)})`, 'my-runtime'])
  const { pid, command } = await peerOf('by-node')
  expect(pid).toBe(child.pid)
  expect(command).toContain('my-runtime')
})

it.runIf(process.platform === 'linux')('names the script behind a curl', async () => {
  const next = `http://127.0.0.1:${playground.attachPort}/by-bash/2018-06-01/runtime/invocation/next`
  // A second command keeps the shell from becoming curl itself.
  const child = attach('bash', ['-c', `curl -s ${next}; true`, 'bootstrap'])
  const { pid, command } = await peerOf('by-bash')
  expect(pid).toBe(child.pid)
  expect(command[0]).toBe('bash')
})

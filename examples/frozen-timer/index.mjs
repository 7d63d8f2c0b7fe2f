// Ten ticks, a fifth of a second apart; but the handler stays for three of them. Invoke, wait a little, invoke again.
import { setTimeout as sleep } from 'node:timers/promises'

let invocations = 0

export async function handler() {
  invocations += 1
  const invocation = invocations
  for (let tick = 1; tick <= 10; tick += 1) {
    const due = Date.now() + tick * 200
    setTimeout(() => {
      const late = Date.now() - due
      console.log(`tick ${tick} of invocation ${invocation}`, late < 100 ? 'is in time' : `comes ${late} ms late`)
    }, tick * 200)
  }
  await sleep(650)

  // With the answer the invocation is over, and a moment later the environment is frozen: its processes are stopped, and
  // so are the ticks that are left. The next invocation thaws it. To Node.js no time has passed: it finds seven timers
  // overdue, and fires them all at once, inside an invocation that they have nothing to do with.
  // So finish what you begin before you answer. To compare, put "freeze": false into function.json.
  return `${invocation}: three ticks of ten`
}

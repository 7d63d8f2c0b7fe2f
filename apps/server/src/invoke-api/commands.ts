// A command that arrives twice, because the first connection broke, is one command: the second call joins the first's answer.
import type { Answer } from '../http/exchange.ts'

/** A page's press of Invoke: calls that carry the same one are one invocation. */
export const commandHeader = 'lambda-playground-command'

type Command = { answer: Answer | undefined; waiting: ((answer: Answer) => void)[] }

/** Commands that are remembered, and bytes of their answers; the oldest that was answered is forgotten first. */
const remembered = 1000
const rememberedBytes = 64 * 1024 * 1024

export class Commands {
  readonly #commands = new Map<string, Command>()
  #bytes = 0

  /** Returns how to answer a new command, or undefined when `answer` will get that of the one under way. */
  joinOrStart(id: string | undefined, answer: (answer: Answer) => void): ((answer: Answer) => void) | undefined {
    if (id === undefined) return answer
    const known = this.#commands.get(id)
    if (known !== undefined) {
      if (known.answer === undefined) known.waiting.push(answer)
      else answer(known.answer)
      return undefined
    }
    const command: Command = { answer: undefined, waiting: [answer] }
    this.#commands.set(id, command)
    this.#forgetOld()
    return (given) => {
      command.answer = given
      this.#bytes += given.body?.length ?? 0
      this.#forgetOld()
      for (const waiting of command.waiting.splice(0)) waiting(given)
    }
  }

  #forgetOld(): void {
    for (const [id, { answer }] of this.#commands) {
      if (this.#commands.size <= remembered && this.#bytes <= rememberedBytes) return
      if (answer === undefined) continue
      this.#bytes -= answer.body?.length ?? 0
      this.#commands.delete(id)
    }
  }
}

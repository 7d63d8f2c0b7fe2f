// Sends HTTP calls of a function's URL. The playground makes them, since a page may not reach another origin.
import { httpAnswerSchema, parse, type HttpCall, type HttpRequest } from '@playground/protocol'
import { useHttpCalls, type SentCall } from '../http-calls.ts'
import { askJson, textOf } from './ask.ts'

/** Tries of one call: they carry the same id, and the playground makes them one call. */
const tries = 4
/** Calls of this page that are remembered. */
const remembered = 100

/** The id of the call, which its invocation goes by. What becomes of it is noted there. */
export function sendHttpCall(name: string, request: HttpRequest): string {
  const id = crypto.randomUUID()
  note(id, { function: name, request })
  void send(name, { id, request }).then((became) => note(id, { function: name, request, ...became }))
  return id
}

function note(id: string, call: SentCall): void {
  const kept = Object.entries(useHttpCalls.getState()).filter(([one]) => one !== id)
  useHttpCalls.setState(Object.fromEntries([...kept.slice(1 - remembered), [id, call]]), true)
}

async function send(name: string, call: HttpCall): Promise<Pick<SentCall, 'answer' | 'failed'>> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await askJson(`/api/functions/${name}/http-call`, 'POST', call).catch(
      (problem: unknown) => problem,
    )
    try {
      if (!(response instanceof Response)) throw response
      const read = parse(httpAnswerSchema, await textOf(response))
      return read.ok ? { answer: read.value } : { failed: 'The answer was not understood. Reload the page.' }
    } catch (problem) {
      const broken = !(response instanceof Response)
      if (!broken || attempt === tries) return { failed: problem instanceof Error ? problem.message : String(problem) }
      await new Promise((resolve) => setTimeout(resolve, 400 * attempt))
    }
  }
}

// Asks the playground to shut an environment down, as Lambda does with one that nobody needs any more.
import { controlErrorSchema, parse } from '@playground/protocol'
import { askJson, messageIn } from './ask.ts'

/** Resolves where it is on its way, or gone already. Throws an Error whose message is for people. */
export async function shutDown(environment: string): Promise<void> {
  const path = `/api/environments/${encodeURIComponent(environment)}/actions`
  const response = await askJson(path, 'POST', { action: 'shut-down' })
  if (response.ok) return
  const text = await response.text()
  const read = parse(controlErrorSchema, text)
  if (!read.ok || response.status !== 404) throw new Error(messageIn(text, response.status))
  if (read.value.error.code === 'no-such-environment') return
  throw new Error(
    'This playground cannot shut environments down yet, so that a cold start cannot be had on demand. Race them warm, or save a file of both functions, which gives them new environments.',
  )
}

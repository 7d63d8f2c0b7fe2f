// One call of a run: a real request to this playground's own Lambda API, which the caller can give up.
import { randomUUID } from 'node:crypto'
import { request, type Agent, type IncomingMessage } from 'node:http'
import { endpoints, type RunPlan } from '@playground/protocol'
import { completionOf, FrameReader, type Completion } from '@playground/protocol/frames'

export type Target = { port: number; host: string; token: string | undefined }

/** Whether it was answered, and well; never rejects. */
export function call(plan: RunPlan, { port, host, token }: Target, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request({
      agent,
      host,
      port,
      method: 'POST',
      path: endpoints[plan.streams ? 'invoke-stream' : 'invoke'].path.replace(
        ':name',
        encodeURIComponent(plan.function),
      ),
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(plan.event),
        'User-Agent': 'lambda-playground run',
        'X-Amz-Invocation-Type': plan.type,
        'x-amzn-RequestId': randomUUID(),
        ...(plan.clientContext === undefined
          ? {}
          : { 'X-Amz-Client-Context': Buffer.from(plan.clientContext).toString('base64') }),
        ...(plan.tenant === undefined ? {} : { 'X-Amz-Tenant-Id': plan.tenant }),
        ...(token === undefined ? {} : { 'Lambda-Playground-Token': token }),
      },
    })
    const timer = plan.hangUpMs === undefined ? undefined : setTimeout(() => sent.destroy(), plan.hangUpMs)
    const end = (well: boolean) => {
      clearTimeout(timer)
      resolve(well)
    }
    sent.on('error', () => end(false))
    sent.on('response', (answer) => {
      answer.on('error', () => end(false))
      const accepted = (answer.statusCode ?? 500) < 400
      if (accepted && plan.streams) return void completionIn(answer).then((last) => end(wentWell(last)))
      answer.resume()
      answer.on('end', () => end(accepted && answer.headers['x-amz-function-error'] === undefined))
    })
    sent.end(plan.event)
  })
}

/** What the last frame says; undefined where there is none. */
async function completionIn(answer: IncomingMessage): Promise<Completion | undefined> {
  const frames = new FrameReader()
  let last: Completion | undefined
  try {
    for await (const bytes of answer as AsyncIterable<Buffer>)
      for (const frame of frames.push(bytes)) last = completionOf(frame) ?? last
  } catch {
    return undefined
  }
  return last
}

function wentWell(completion: Completion | undefined): boolean {
  return completion !== undefined && completion.errorCode === undefined
}

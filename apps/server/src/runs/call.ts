// One call of a run: a real request to this playground's own Lambda API, which the caller can give up.
import { randomUUID } from 'node:crypto'
import { request, type Agent } from 'node:http'
import type { RunPlan } from '@playground/protocol'

export type Target = { port: number; host: string; token: string | undefined }

/** Whether it was answered, and well; never rejects. */
export function call(plan: RunPlan, { port, host, token }: Target, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request({
      agent,
      host,
      port,
      method: 'POST',
      path: `/2015-03-31/functions/${encodeURIComponent(plan.function)}/invocations`,
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
      answer.resume()
      answer.on('end', () =>
        end((answer.statusCode ?? 500) < 400 && answer.headers['x-amz-function-error'] === undefined),
      )
    })
    sent.end(plan.event)
  })
}

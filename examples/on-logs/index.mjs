// The lines are JSON in gzip in base64.
import { gunzipSync } from 'node:zlib'

export async function handler({ awslogs }) {
  const { messageType, logGroup, logEvents } = JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')))
  // CloudWatch tries whether the function is there.
  if (messageType === 'CONTROL_MESSAGE') return { lines: 0 }
  for (const { timestamp, message } of logEvents)
    console.log(`${new Date(timestamp).toISOString().slice(0, 10)} ${logGroup}: ${message}`)
  return { lines: logEvents.length }
}

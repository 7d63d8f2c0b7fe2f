// Telemetry as it was sent: a JSON array over HTTP, one event a line over TCP.

export type SentEvent = { time: string; type: string; record: unknown }

/** None where the text is neither. */
export function eventsIn(body: string): SentEvent[] {
  const whole = parsed(body)
  if (Array.isArray(whole)) return whole.filter(isEvent)
  return body.split('\n').flatMap((line) => {
    const event = parsed(line)
    return isEvent(event) ? [event] : []
  })
}

/** A record in one line. */
export function recordLine(record: unknown): string {
  return typeof record === 'string' ? record.trimEnd() : JSON.stringify(record)
}

function isEvent(value: unknown): value is SentEvent {
  if (typeof value !== 'object' || value === null) return false
  const { time, type } = value as Partial<SentEvent>
  return typeof time === 'string' && typeof type === 'string'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

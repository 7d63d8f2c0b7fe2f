// Telemetry that nobody will get.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inBytes } from '../facts/words.ts'

export const telemetryDropped: Rule = {
  id: 'telemetry-dropped',
  level: 'smell',
  title: 'Telemetry dropped',
  why: 'What is dropped does not come again: the subscriber gets platform.logsDropped with the count, and its picture of the function has a hole.',
  mend: 'Take batches faster, ask for larger buffers and fewer types, and let the function print less.',
  reference: references.telemetryApi,
  watch: () =>
    on('telemetry.dropped', ({ events, bytes, reason }, _, { of }) => ({
      seen: `${events} events (${inBytes(bytes)}) for ${of.extension ?? 'a subscriber'} were dropped: ${reason.replace(/\.$/, '')}.`,
      expected: 'A subscriber that keeps up.',
    })),
}

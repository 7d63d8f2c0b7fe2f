// Whose a row is, by which it has its colour and its head.
import type { Participant } from '@playground/protocol'
import type { Exchange, Row } from '@playground/protocol/model'

/** A call of an extension that Lambda does not know is drawn where its environment is, and still is an extension's. */
export function participantOf(
  { from, to, extension }: Pick<Row, 'from' | 'to' | 'extension'>,
  exchange?: Pick<Exchange, 'from'>,
): Participant {
  if (from === 'caller' || to === 'caller') return 'caller'
  return extension !== undefined || exchange?.from === 'extension' ? 'extension' : 'runtime'
}

// A destination that could not be given its record.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'

export const destinationNotReached: Rule = {
  id: 'destination-not-reached',
  level: 'smell',
  title: 'Destination not reached',
  why: 'The record of an event is sent to its destination and tells nobody where that fails. What became of the event is then known to none; Lambda counts it as DestinationDeliveryFailures.',
  mend: 'Let the setting name a function that is there, or a file that can be written, and that takes a record of this size.',
  reference: references.asynchronous,
  watch: () =>
    on('event.destined', ({ destination, problem }) =>
      problem === undefined
        ? undefined
        : {
            seen: `The record did not reach ${destination}. ${problem}`,
            expected: 'A destination that takes the record.',
          },
    ),
}

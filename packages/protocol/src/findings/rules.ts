// Every rule, in the order in which a list shows them: the runtime's, the function's, the extensions', the callers'.
import { answeredAnother } from './rules/answered-another.ts'
import { answeredTooLate } from './rules/answered-too-late.ts'
import { answeredTwice } from './rules/answered-twice.ts'
import { badResponseMode } from './rules/bad-response-mode.ts'
import { deliveryLost } from './rules/delivery-lost.ts'
import { eventHandedOutAgain } from './rules/event-handed-out-again.ts'
import { truncatedAnswer } from './rules/truncated-answer.ts'
import { wrongMoment } from './rules/wrong-moment.ts'
import type { Rule } from './rule.ts'

export const rules: readonly Rule[] = [
  answeredTwice,
  answeredAnother,
  answeredTooLate,
  wrongMoment,
  eventHandedOutAgain,
  deliveryLost,
  badResponseMode,
  truncatedAnswer,
]

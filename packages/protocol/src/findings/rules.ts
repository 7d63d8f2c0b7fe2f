// Every rule, in the order in which a list shows them: the runtime's, the function's, the extensions', the callers'.
import { answeredAnother } from './rules/answered-another.ts'
import { answeredTooLate } from './rules/answered-too-late.ts'
import { answeredTwice } from './rules/answered-twice.ts'
import { askedBeforeAccepted } from './rules/asked-before-accepted.ts'
import { badResponseMode } from './rules/bad-response-mode.ts'
import { callerGaveUp } from './rules/caller-gave-up.ts'
import { clockStepped } from './rules/clock-stepped.ts'
import { contentTypeMismatch } from './rules/content-type-mismatch.ts'
import { deadlineMissed } from './rules/deadline-missed.ts'
import { deadlineNear } from './rules/deadline-near.ts'
import { deliveryLost } from './rules/delivery-lost.ts'
import { destinationNotReached } from './rules/destination-not-reached.ts'
import { didNotAskAgain } from './rules/did-not-ask-again.ts'
import { errorInBody } from './rules/error-in-body.ts'
import { errorShape } from './rules/error-shape.ts'
import { errorWithoutType } from './rules/error-without-type.ts'
import { eventDropped } from './rules/event-dropped.ts'
import { eventHandedOutAgain } from './rules/event-handed-out-again.ts'
import { exitAfterAnswer } from './rules/exit-after-answer.ts'
import { exitInInit } from './rules/exit-in-init.ts'
import { exitMidInvocation } from './rules/exit-mid-invocation.ts'
import { exitWhileIdle } from './rules/exit-while-idle.ts'
import { extensionCallRefused } from './rules/extension-call-refused.ts'
import { extensionEnded } from './rules/extension-ended.ts'
import { extensionHoldsUp } from './rules/extension-holds-up.ts'
import { extensionNeverAsked } from './rules/extension-never-asked.ts'
import { extensionNeverRegistered } from './rules/extension-never-registered.ts'
import { extensionOtherName } from './rules/extension-other-name.ts'
import { extensionPastDeadline } from './rules/extension-past-deadline.ts'
import { flood } from './rules/flood.ts'
import { initErrorLivedOn } from './rules/init-error-lived-on.ts'
import { initNearLimit } from './rules/init-near-limit.ts'
import { initOverLimit } from './rules/init-over-limit.ts'
import { memoryGrowing } from './rules/memory-growing.ts'
import { memoryNearLimit } from './rules/memory-near-limit.ts'
import { memoryOverLimit } from './rules/memory-over-limit.ts'
import { mostlyInit } from './rules/mostly-init.ts'
import { neverAsked } from './rules/never-asked.ts'
import { newConnectionEachCall } from './rules/new-connection-each-call.ts'
import { outputAfterAnswer } from './rules/output-after-answer.ts'
import { pathNotMapped } from './rules/path-not-mapped.ts'
import { pollWithTimeout } from './rules/poll-with-timeout.ts'
import { portTaken } from './rules/port-taken.ts'
import { refusedAgainAndAgain } from './rules/refused-again-and-again.ts'
import { registeredTooLate } from './rules/registered-too-late.ts'
import { replacementCharacter } from './rules/replacement-character.ts'
import { requestNearLimit } from './rules/request-near-limit.ts'
import { requestOverLimit } from './rules/request-over-limit.ts'
import { reservedVariable } from './rules/reserved-variable.ts'
import { responseNearLimit } from './rules/response-near-limit.ts'
import { responseOverLimit } from './rules/response-over-limit.ts'
import { retryStorm } from './rules/retry-storm.ts'
import { secondPoll } from './rules/second-poll.ts'
import { secretPrinted } from './rules/secret-printed.ts'
import { shutdownBudgetUsedUp } from './rules/shutdown-budget-used-up.ts'
import { sigtermIgnored } from './rules/sigterm-ignored.ts'
import { staleCode } from './rules/stale-code.ts'
import { telemetryDropped } from './rules/telemetry-dropped.ts'
import { telemetryRefused } from './rules/telemetry-refused.ts'
import { telemetrySlow } from './rules/telemetry-slow.ts'
import { throttled } from './rules/throttled.ts'
import { truncatedAnswer } from './rules/truncated-answer.ts'
import { unicodeDamaged } from './rules/unicode-damaged.ts'
import { unknownPath } from './rules/unknown-path.ts'
import { workAfterAnswer } from './rules/work-after-answer.ts'
import { wrongMethod } from './rules/wrong-method.ts'
import { wrongMoment } from './rules/wrong-moment.ts'
import type { Rule } from './rule.ts'

export const rules: readonly Rule[] = [
  neverAsked,
  exitInInit,
  initErrorLivedOn,
  initOverLimit,
  initNearLimit,
  mostlyInit,
  answeredTwice,
  answeredAnother,
  answeredTooLate,
  eventHandedOutAgain,
  wrongMoment,
  badResponseMode,
  truncatedAnswer,
  refusedAgainAndAgain,
  unknownPath,
  wrongMethod,
  deliveryLost,
  pollWithTimeout,
  secondPoll,
  askedBeforeAccepted,
  newConnectionEachCall,
  deadlineMissed,
  deadlineNear,
  didNotAskAgain,
  exitMidInvocation,
  exitAfterAnswer,
  exitWhileIdle,
  sigtermIgnored,
  workAfterAnswer,
  outputAfterAnswer,
  errorWithoutType,
  errorShape,
  errorInBody,
  contentTypeMismatch,
  replacementCharacter,
  unicodeDamaged,
  responseOverLimit,
  responseNearLimit,
  memoryOverLimit,
  memoryNearLimit,
  memoryGrowing,
  flood,
  secretPrinted,
  reservedVariable,
  pathNotMapped,
  portTaken,
  staleCode,
  extensionNeverRegistered,
  extensionOtherName,
  registeredTooLate,
  extensionNeverAsked,
  extensionCallRefused,
  extensionEnded,
  extensionHoldsUp,
  extensionPastDeadline,
  shutdownBudgetUsedUp,
  telemetryRefused,
  telemetrySlow,
  telemetryDropped,
  requestOverLimit,
  requestNearLimit,
  callerGaveUp,
  throttled,
  retryStorm,
  eventDropped,
  destinationNotReached,
  clockStepped,
]

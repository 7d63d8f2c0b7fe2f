// The timeline of a function, as views see it.
export {
  emptyTimeline,
  type Block,
  type Failure,
  type Mark,
  type Output,
  type Phase,
  type Queued,
  type Serving,
  type Steps,
  type Tick,
  type Timeline,
  type Track,
  type TurnedAway,
  type Work,
} from './timeline.ts'
export { takeTimeline } from './take-timeline.ts'
export { beginTimeline } from './begin-timeline.ts'

// Whole conversations of asynchronous events as text: what the diagram shows of a queue, retries and destinations.
import { drawnAs } from './golden.fixture.ts'
import { failingEvent, QueueConversation } from './queue-conversation.fixture.ts'

const talk = () => new QueueConversation()

const conversations: Record<string, QueueConversation> = {
  'async-done': talk().cold().hand('ev').attempt('ev', 1, 2, 'ok').over('ev', 'succeeded', 1),
  'async-dropped': failingEvent(talk().cold()),
  'async-destined': failingEvent(talk().sends({ onFailure: 'file:failures.jsonl' }).cold()).destined(
    'ev',
    'file:failures.jsonl',
  ),
  'async-throttled': throttled(),
  'async-recovered': talk()
    .queued('ev', 2, { attempts: 1, queuedAt: 1_799_999_990_000 })
    .waits('ev', 2, 500)
    .wait(499)
    .cold()
    .attempt('ev', 2, 2, 'ok')
    .over('ev', 'succeeded', 2),
}

drawnAs(conversations)

function throttled(): QueueConversation {
  const told = talk().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two')
  told
    .hand('ev')
    .refuse('ev', 1, 3)
    .waits('ev', 2, 1000, { because: 'throttled', why: 'No environment was free (429).' })
  told.respond('f/1', 'two').next('f/1', 'two').settle('f/1', 'two').wait(900)
  return told.attempt('ev', 2, 4, 'ok').over('ev', 'succeeded', 1)
}

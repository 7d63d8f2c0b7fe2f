// A runtime that asks for work while its answer is still being read.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { isShared } from '../facts/questions.ts'

export const askedBeforeAccepted: Rule = {
  id: 'asked-before-accepted',
  level: 'smell',
  title: 'Asked before its answer was taken',
  why: 'Until the answer is whole the invocation is not over. A next that overtakes it is refused, or is given the same event again, depending on how fast each of them travels.',
  mend: 'Wait for the 202 of the response, then ask for the next event.',
  reference: references.runtimeApi,
  watch: () => {
    const first = firstTime()
    return on('exchange.opened', ({ endpoint }, { fn, life, exchange }) => {
      if (endpoint !== 'next' || life === undefined || life.posts.size === 0 || isShared(fn)) return undefined
      const [post] = life.posts
      if (post === undefined || post === exchange || !first(life)) return undefined
      return {
        seen: `The runtime asked for work while its ${post.endpoint} was not answered yet.`,
        expected: 'GET next after the 202 of the answer.',
        also: [post.seq],
      }
    })
  },
}

// Conversations as a terminal shows them, in text that somebody has read.
import { applyEntry, createSession, type FunctionModel } from '@playground/protocol/model'
import { Conversation } from '@playground/protocol/fixtures'
import { expect, it } from 'vitest'
import { drawConversation } from './draw-conversation.ts'
import { painted, plain } from './terminal.ts'

function modelOf(told: Conversation): FunctionModel {
  const session = createSession()
  for (const entry of told.entries) applyEntry(session, entry)
  return session.functions.get('f')!
}

const crash = () => {
  const told = new Conversation().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two')
  told.tell({ environment: 'f/1', invocation: 'two' }, { type: 'process.exited', code: 3, signal: null })
  told.result('f/1', 'two', 'crash', { errorType: 'Runtime.ExitError', help: 'The runtime ended with status 3.' })
  return told.settle('f/1', 'two', 'crash', 'reset')
}
const several = () =>
  new Conversation()
    .cold()
    .call('two', 2)
    .create('f/2', 'two', 2)
    .init('f/2', 'two')
    .next('f/2')
    .ready('f/2')
    .dispatch('f/2', 'two', true)

it.each([
  ['cold', new Conversation().cold().wait(4200).warm('two', 2), 100],
  ['narrow', new Conversation().cold(), 50],
  ['crash', crash(), 80],
  ['several', several(), 100],
] as const)('%s', async (name, told, width) => {
  const drawn = drawConversation(modelOf(told), { width, paint: plain })
  for (const line of drawn.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
  await expect(drawn).toMatchFileSnapshot(`./golden/${name}.txt`)
})

it('shows one invocation where it is asked for one', () => {
  const told = new Conversation().cold().warm('two', 2)
  const drawn = drawConversation(modelOf(told), { width: 100, paint: plain, of: new Set(['two']) })
  expect(drawn).toContain('Invoke 2')
  expect(drawn).not.toContain('Invoke 1')
})

it('has each participant in a colour of its own, and says the same without', () => {
  const model = modelOf(new Conversation().cold())
  const coloured = drawConversation(model, { width: 100, paint: painted })
  expect(coloured).toContain('\u001B[32m')
  // oxlint-disable-next-line no-control-regex
  expect(coloured.replace(/\u001B\[\d+m/g, '')).toBe(drawConversation(model, { width: 100, paint: plain }))
})

it('lets nothing that a function printed move the cursor', () => {
  const told = new Conversation().cold().print('f/1', 'a\u001B[2Jb\rc')
  expect(drawConversation(modelOf(told), { width: 100, paint: plain })).toContain('“a [2Jb c”')
})

it('draws nothing of what never happened', () => {
  const session = createSession()
  for (const entry of new Conversation().cold().entries) applyEntry(session, entry)
  expect(drawConversation(session.functions.get('f')!, { width: 100, paint: plain, of: new Set() })).not.toContain(
    'Invoke',
  )
})

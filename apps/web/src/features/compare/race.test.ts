import { describe, expect, it } from 'vitest'
import { applyEntry, createSession } from '@playground/protocol/model'
import { Conversation } from '@playground/protocol/fixtures'
import { race, type RaceParts, type RacePlan } from './race.ts'

/** A playground of which only the session is told; each function has an environment that waits, or none. */
function track(warm: readonly string[]) {
  const session = createSession()
  const told: string[] = []
  const tell = (name: string, add: (conversation: Conversation) => void) => {
    const conversation = new Conversation()
    add(conversation)
    for (const entry of conversation.entries)
      applyEntry(session, { ...entry, seq: session.lastSeq + 1, of: { ...entry.of, function: name } })
  }
  let ids = 0
  for (const name of warm) tell(name, (one) => one.cold(`${name} before`, `${name}/1`))
  const parts: RaceParts = {
    send: (name, _event, id) => {
      told.push(`send ${name} ${id}`)
      const environment = `${name}/${session.state.counts[name] ?? 1}`
      tell(name, (one) => one.cold(id, environment))
      return Promise.resolve({})
    },
    shutDown: (environment) => {
      told.push(`shut down ${environment}`)
      tell(environment.split('/')[0]!, (one) =>
        one.tell({ environment }, { type: 'environment.changed', from: 'ready', to: 'gone', reason: 'by hand' }),
      )
      return Promise.resolve()
    },
    session: () => session,
    until: (holds) => Promise.resolve(holds(session)),
    tell: () => undefined,
    newId: () => `id${(ids += 1)}`,
  }
  return { told, parts, session }
}
const plan: RacePlan = { functions: ['bash', 'node'], event: '{}', cold: true, warm: true, rounds: 1 }

describe('a race', () => {
  it('shuts down what is there, invokes both cold, then both warm', async () => {
    const { told, parts } = track(['bash'])
    const pairs = await race(plan, parts)
    expect(told).toEqual(['shut down bash/1', 'send bash id1', 'send node id2', 'send bash id3', 'send node id4'])
    expect(pairs.map((pair) => pair.map(({ function: name, invocation }) => `${name} ${invocation}`))).toEqual([
      ['bash id1', 'node id2'],
      ['bash id3', 'node id4'],
    ])
  })

  it('warms up whoever has no environment, with a call that does not count', async () => {
    const { told, parts } = track(['bash'])
    const pairs = await race({ ...plan, cold: false, rounds: 2 }, parts)
    expect(told[0]).toBe('send node id1')
    expect(pairs.flat().some(({ invocation }) => invocation === 'id1')).toBe(false)
    expect(pairs).toHaveLength(2)
  })

  it('ends with the reason where an environment cannot be shut down or a call is refused', async () => {
    const { parts } = track(['bash', 'node'])
    const shutDown = () => Promise.reject(new Error('bash/1 serves an invocation.'))
    await expect(race(plan, { ...parts, shutDown })).rejects.toThrow('bash/1 serves an invocation.')
    const send = () => Promise.resolve({ refused: { type: 'TooManyRequestsException', message: 'Rate exceeded.' } })
    await expect(race({ ...plan, cold: false }, { ...parts, send })).rejects.toThrow(
      'bash was not invoked: TooManyRequestsException. Rate exceeded.',
    )
    await expect(race(plan, { ...parts, until: () => Promise.resolve(false) })).rejects.toThrow('did not end')
  })

  it('has no cold start for a runtime that attached itself', async () => {
    const { parts, session } = track(['bash', 'node'])
    session.state.environments['node/1']!.attached = true
    await expect(race(plan, parts)).rejects.toThrow('attached itself')
  })
})

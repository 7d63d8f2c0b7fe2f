import { describe, expect, it } from 'vitest'
import { extensionPlatformTransitions, extensionTransitions } from '../extension-lifecycle.ts'
import { environmentTransitions, platformTransitions, runtimeTransitions } from '../lifecycle.ts'
import { environmentMoves } from './machine-words.ts'
import { environmentMachine, extensionMachine, runtimeMachine, type Machine } from './machines.ts'

/** Whether a machine tells of a move, in one way or another. */
function tells({ edges, anywhere, stays }: Machine, from: string, to: string): boolean {
  if (from === to) return stays.some(({ state }) => state === from)
  return (
    edges.some((edge) => edge.from === from && edge.to === to) ||
    anywhere.some((edge) => edge.to === to && edge.from.includes(from))
  )
}

function movesOf(
  calls: Record<string, Record<string, { to: string }>>,
  lambda: Record<string, { from: readonly string[]; to: string }>,
) {
  return [
    ...Object.entries(calls).flatMap(([from, byCall]) => Object.values(byCall).map(({ to }) => [from, to] as const)),
    ...Object.entries(lambda)
      // Its move is the one to Ready that it leaves as the only one.
      .filter(([name]) => name !== 'bodyRefused')
      .flatMap(([, { from, to }]) => from.filter((one) => one !== to).map((one) => [one, to] as const)),
  ]
}

describe('the machines, made from the tables', () => {
  it.each([
    ['runtime', runtimeMachine, movesOf(runtimeTransitions, platformTransitions)],
    ['extension', extensionMachine, movesOf(extensionTransitions, extensionPlatformTransitions)],
    [
      'environment',
      environmentMachine,
      Object.entries(environmentTransitions).flatMap(([from, { to }]) => to.map((one) => [from, one] as const)),
    ],
  ])('of %s tell every move of their table, and none else', (_name, machine, moves) => {
    for (const [from, to] of moves) expect(tells(machine, from, to), `${from}>${to}`).toBe(true)
    const known = new Set(moves.map(([from, to]) => `${from}>${to}`))
    const drawn = machine.edges.filter(({ rare }) => rare !== true).map(({ from, to }) => `${from}>${to}`)
    expect(drawn.filter((one) => !known.has(one))).toEqual([])
  })

  it('have words for every move of an environment', () => {
    for (const { from, to } of environmentMachine.edges)
      expect(environmentMoves, `${from}>${to}`).toHaveProperty(`${from}>${to}`)
  })

  it('draw what most states lead to as one arrow, and label a call as its row does', () => {
    expect(environmentMachine.anywhere.map(({ to }) => to)).toEqual(['reset', 'shutdown'])
    expect(runtimeMachine.anywhere.map(({ to }) => to)).toEqual(['Started'])
    expect(extensionMachine.anywhere.map(({ to }) => to)).toEqual(['Exited', 'ShutdownFailed'])
    expect(runtimeMachine.edges.find(({ from, to }) => from === 'Running' && to === 'InvocationResponse')).toEqual({
      from: 'Running',
      to: 'InvocationResponse',
      label: 'POST response',
      by: 'call',
      meaning: 'The runtime posts its result.',
    })
  })

  it('join two calls that do the same, named after the one that names the state', () => {
    const edge = runtimeMachine.edges.find(({ to }) => to === 'RuntimeRestoreErrorState')!
    expect(edge.label).toBe('POST restore/error')
    expect(edge.meaning).toContain('older runtimes report it here')
  })

  it('say of an answer that was refused that only next goes on', () => {
    const edge = runtimeMachine.edges.find(({ from, to }) => from === 'InvocationResponse' && to === 'Ready')
    expect(edge).toMatchObject({ label: 'GET next', rare: true })
  })
})

// What an Invoke does when the playground itself fails.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { definitionOf } from '../environment/world.fixture.ts'
import { fakeClock } from '../fake-clock.fixture.ts'
import { recorderOf } from '../recorder/recorder.fixture.ts'
import { invokeHandler } from './invoke.ts'
import type { InvokeParts } from './ports.ts'

const recorder = recorderOf()

test('a mistake of our own is the caller’s ServiceException, and not the end of the server', async () => {
  const functions = { get: definitionOf } as unknown as InvokeParts['functions']
  const environments = {
    receive: () => {
      throw new Error('a mistake')
    },
  } as unknown as InvokeParts['environments']
  const app = express().post(
    '/:name',
    invokeHandler({
      recorder,
      gates: {},
      clock: fakeClock(),
      functions,
      environments,
      events: { accept: () => Promise.reject(new Error('none')) },
    }),
  )
  const server = createServer(app).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/any`, { method: 'POST' })
  expect([response.status, response.headers.get('x-amzn-ErrorType')]).toEqual([500, 'ServiceException'])
  expect(await response.json()).toEqual({ Message: 'Something went wrong in the playground.', Type: 'Service' })
})

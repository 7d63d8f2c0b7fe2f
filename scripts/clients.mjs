// Builds the clients of other languages that conformance runs, where their toolchains are.
import { setUpClients } from './lib/clients.mjs'
import { Problem } from './lib/problem.mjs'

try {
  await setUpClients()
} catch (problem) {
  if (!(problem instanceof Problem)) throw problem
  console.error(problem.message)
  process.exit(1)
}

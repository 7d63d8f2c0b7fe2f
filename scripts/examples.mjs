// Builds the examples that are built, for the tests, where their toolchains are.
import { setUpExamples } from './lib/examples.mjs'
import { Problem } from './lib/problem.mjs'

try {
  await setUpExamples()
} catch (problem) {
  if (!(problem instanceof Problem)) throw problem
  console.error(problem.message)
  process.exit(1)
}

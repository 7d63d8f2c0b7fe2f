// What is said where somebody asks for an environment that is not there, or not any more.
import type { ActionRefusal } from '@playground/protocol'

export function noSuchEnvironment(name: string): ActionRefusal {
  return {
    code: 'no-such-environment',
    message: `There is no environment ${name}. It may be gone: GET /api/state names those that are there.`,
  }
}

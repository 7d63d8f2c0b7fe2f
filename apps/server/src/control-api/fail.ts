// An error of the control API: a status, a code for programs, a sentence for people.
import type { ControlError } from '@playground/protocol'
import type { Response } from 'express'

export function fail(response: Response, status: number, code: string, message: string): void {
  const body: ControlError = { error: { code, message } }
  response.status(status).json(body)
}

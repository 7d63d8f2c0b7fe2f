// Calls that run a function and wait for it, whole or in pieces: how they begin, and when they are told the result.
import { requestPayloadLimit } from '@playground/protocol'
import type { Invocation, InvocationResult, InvokeRefusal } from '../environment/invocation.ts'
import type { Answer } from '../http/exchange.ts'
import { checkCall, type Call, type CheckedCall } from './call.ts'
import { commandHeader, type Commands } from './commands.ts'
import { exceptionAnswer } from './exceptions.ts'
import type { InvokeParts } from './ports.ts'

/** `answer` is told to every call of the same command. */
export type BegunCall = CheckedCall & { answer: (answer: Answer) => void; refuse: (refusal: InvokeRefusal) => void }

/**
 * Reads and checks a call. Undefined where there is nothing left to do: it broke off, joined the command under way, was refused, or
 * was a dry run. `give`: answers this call.
 */
export async function beginCall(
  parts: InvokeParts,
  commands: Commands,
  call: Call,
  give: (answer: Answer) => void,
): Promise<BegunCall | undefined> {
  const { exchange, requestId } = call
  const body = await exchange.body(requestPayloadLimit)
  if (body.truncated) return undefined
  // Only now: a request that broke off must not stand for the one that comes after it, whole.
  const answer = commands.joinOrStart(exchange.header(commandHeader), give)
  if (answer === undefined) return undefined
  const refuse = (refusal: InvokeRefusal) => answer(exceptionAnswer(refusal, requestId))
  const checked = checkCall(parts, call, body)
  if ('status' in checked) refuse(checked)
  else if (checked.heads.type === 'DryRun') answer({ status: 204, heads: { 'x-amzn-RequestId': requestId } })
  else return { ...checked, answer, refuse }
  return undefined
}

/** Sets it going. `finish` is told its result when the caller may have it: one who wants the log too, when that is whole. */
export function runCall(
  { environments }: InvokeParts,
  invocation: Invocation,
  tail: boolean,
  finish: (result: InvocationResult) => void,
): void {
  if (tail) invocation.onSettled = () => invocation.result !== undefined && finish(invocation.result)
  else invocation.onAnswered = finish
  environments.place(invocation)
}

// What every operation of the service that runs nothing is given, and what it gives.
import { latestVersion } from '@playground/protocol'
import type { FunctionFiles, FunctionVersions } from '../../functions/ports.ts'
import type { InvokeRefusal } from '../../environment/invocation.ts'
import { findFunction, type Target } from '../find-function.ts'
import { functionArn } from '../function-name.ts'
import type { InvokeParts } from '../ports.ts'
import { parameter } from '../request.ts'

export type ManagementParts = Pick<InvokeParts, 'recorder' | 'gates' | 'functions'> & {
  files: Pick<FunctionFiles, 'readFile' | 'writeFile'>
  versions: FunctionVersions
  environments: { remove(name: string, reason: string): Promise<void> }
  /** `host:port` of function URLs. */
  functionUrlAddress: () => string
}

export type Asked = {
  /** The request's target. */
  url: string
  query: URLSearchParams
  /** Variable segments of the path, decoded. */
  params: Record<string, string>
  /** JSON; empty where none was sent. */
  body: Record<string, unknown>
  /** Functions whose settings are being written at this moment. */
  updating: Set<string>
}

/** 200 and `{}` where nothing else is said; 204 has no body. */
export type Done = { status?: number; body?: object }

/** Throws `Refused`. */
export type Operation = (parts: ManagementParts, asked: Asked) => Promise<Done> | Done

/** Why an operation is not done; nothing was changed. */
export class Refused extends Error {
  readonly refusal: InvokeRefusal

  constructor(refusal: InvokeRefusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

export function refuse(message: string): never {
  throw new Refused(parameter(message))
}

export function refuseAs(status: number, type: string, message: string): never {
  throw new Refused({ status, type, message })
}

/** The function that the call names, with the version that it means. */
export function targetOf({ functions }: ManagementParts, { params, url }: Asked): Target & { arn: string } {
  const target = findFunction(functions, params['name']!, url)
  if ('status' in target) throw new Refused(target)
  return { ...target, arn: functionArn(target.definition.name, target.qualifier) }
}

/** The same where versions have nothing of their own. `what`: begins the sentence that says so. */
export function latestOf(parts: ManagementParts, asked: Asked, what: string): Target & { arn: string } {
  const target = targetOf(parts, asked)
  if (target.qualifier === undefined || target.qualifier === latestVersion) return target
  return refuse(`${what} of $LATEST alone. Leave out the qualifier ${target.qualifier}.`)
}

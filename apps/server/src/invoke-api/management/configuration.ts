// A function in the words of the service (API reference, FunctionConfiguration).
import { createHash } from 'node:crypto'
import { accountId, identifierOf, latestVersion, type FunctionDefinition } from '@playground/protocol'
import { functionArn } from '../function-name.ts'
import type { ManagementParts } from './operation.ts'
import { maskSecrets } from './secrets.ts'

/** `arn`: with the qualifier that was asked for. `updating`: its settings are being written. */
export async function configurationOf(
  { versions, recorder }: ManagementParts,
  definition: FunctionDefinition,
  arn: string,
  updating: boolean,
): Promise<Record<string, unknown>> {
  const { name, version, execution } = definition
  const { bytes, modifiedMs } = await versions.codeOf(definition)
  const variables = versions.variablesOf(name, version)
  maskSecrets(recorder, variables)
  return {
    FunctionName: name,
    FunctionArn: arn,
    Runtime: identifierOf(definition),
    Role: `arn:aws:iam::${accountId}:role/playground`,
    Handler: definition.handler ?? 'bootstrap',
    CodeSize: bytes,
    Description: definition.description ?? '',
    Timeout: definition.timeoutSeconds,
    MemorySize: definition.memoryMb,
    ...(modifiedMs === undefined ? {} : { LastModified: serviceTime(modifiedMs) }),
    ...(definition.codeHash === undefined ? {} : { CodeSha256: definition.codeHash }),
    Version: version ?? latestVersion,
    ...(Object.keys(variables).length === 0 ? {} : { Environment: { Variables: variables } }),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: revisionOf(definition, variables),
    ...stateOf(definition, updating),
    PackageType: 'Zip',
    Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: {
      ApplyOn: execution.snapStart ? 'PublishedVersions' : 'None',
      OptimizationStatus: execution.snapStart && version !== undefined ? 'On' : 'Off',
    },
    LoggingConfig: {
      LogFormat: execution.logFormat,
      ...(execution.logFormat === 'JSON'
        ? {
            ApplicationLogLevel: execution.logLevel ?? 'INFO',
            SystemLogLevel: execution.systemLogLevel ?? 'INFO',
          }
        : {}),
      LogGroup: `/aws/lambda/${name}`,
    },
    ...(execution.tenantIsolation ? { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } } : {}),
  }
}

export function qualifiedArn({ name, version }: FunctionDefinition): string {
  return functionArn(name, version ?? latestVersion)
}

/** A UUID that is another one whenever what it was made of is. */
export function revisionOf(...of: unknown[]): string {
  const [first, ...more] = of
  // How it is called is no part of what it is.
  const parts = [{ ...(first as object), calling: undefined }, ...more]
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

/** `2024-01-01T00:00:00.000+0000` */
export function serviceTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('Z', '+0000')
}

/** What cannot run as it stands has failed, and waiters are told so. */
function stateOf({ problems }: FunctionDefinition, updating: boolean): Record<string, string> {
  const [problem] = problems
  if (problem === undefined) return { State: 'Active', LastUpdateStatus: updating ? 'InProgress' : 'Successful' }
  return {
    State: 'Failed',
    StateReason: problem,
    StateReasonCode: 'InvalidConfiguration',
    LastUpdateStatus: updating ? 'InProgress' : 'Failed',
    LastUpdateStatusReason: problem,
    LastUpdateStatusReasonCode: 'InvalidConfiguration',
  }
}

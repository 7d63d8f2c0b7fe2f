// How a function is called: its URL, its asynchronous invocations, how many at one time.
import { latestVersion, type FunctionDefinition } from '@playground/protocol'
import { functionArn, parseFunctionName } from '../function-name.ts'
import { changeSettings, settingsOf, type Change } from './change-settings.ts'
import { serviceTime } from './configuration.ts'
import { latestOf, refuse, refuseAs, type ManagementParts, type Operation } from './operation.ts'

export const getUrl: Operation = async (parts, asked) => {
  const { definition } = latestOf(parts, asked, 'A function has the URL')
  return { body: await urlOf(parts, definition) }
}

export const listUrls: Operation = async (parts, asked) => {
  const { definition } = latestOf(parts, asked, 'A function has the URL')
  return { body: { FunctionUrlConfigs: [await urlOf(parts, definition)], NextMarker: null } }
}

export const getConcurrency: Operation = (parts, asked) => {
  const { definition } = latestOf(parts, asked, 'Concurrency is that')
  return { body: { ReservedConcurrentExecutions: definition.concurrency } }
}

export const putConcurrency: Operation = async (parts, asked) => {
  const { definition, arn } = latestOf(parts, asked, 'Concurrency is that')
  const value = asked.body['ReservedConcurrentExecutions'] ?? refuse('ReservedConcurrentExecutions is missing.')
  const { concurrency } = await changeSettings(parts, asked, definition, arn, [{ path: ['concurrency'], value }])
  return { body: { ReservedConcurrentExecutions: concurrency } }
}

export const getEventConfig: Operation = async (parts, asked) => {
  const { definition } = latestOf(parts, asked, 'Asynchronous invocations have the settings')
  if ((await settingsOf(parts, definition))?.async === undefined) refuseNoConfig(definition)
  return { body: await eventConfigOf(parts, definition) }
}

/** `replaces`: what is not named gets its default. */
function setEventConfig(replaces: boolean): Operation {
  return async (parts, asked) => {
    const { definition, arn } = latestOf(parts, asked, 'Asynchronous invocations have the settings')
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = asked.body
    const set: Change[] = []
    if (replaces || MaximumRetryAttempts !== undefined)
      set.push({ path: ['async', 'maximumRetryAttempts'], value: MaximumRetryAttempts })
    if (replaces || MaximumEventAgeInSeconds !== undefined)
      set.push({ path: ['async', 'maximumEventAge'], value: MaximumEventAgeInSeconds })
    const { OnSuccess, OnFailure } = (DestinationConfig ?? {}) as Record<string, { Destination?: unknown } | undefined>
    if (replaces || OnSuccess !== undefined) set.push({ path: ['async', 'onSuccess'], value: destination(OnSuccess) })
    if (replaces || OnFailure !== undefined) set.push({ path: ['async', 'onFailure'], value: destination(OnFailure) })
    // The member itself says that there is a configuration, also where it holds nothing but defaults.
    const own = (await settingsOf(parts, definition))?.async
    if (own === undefined) set.unshift({ path: ['async'], value: {} })
    return { body: await eventConfigOf(parts, await changeSettings(parts, asked, definition, arn, set)) }
  }
}
export const putEventConfig = setEventConfig(true)
export const updateEventConfig = setEventConfig(false)

export const deleteEventConfig: Operation = async (parts, asked) => {
  const { definition, arn } = latestOf(parts, asked, 'Asynchronous invocations have the settings')
  if ((await settingsOf(parts, definition))?.async === undefined) refuseNoConfig(definition)
  await changeSettings(parts, asked, definition, arn, [{ path: ['async'], value: undefined }])
  return { status: 204 }
}

async function urlOf(parts: ManagementParts, definition: FunctionDefinition) {
  const { authType, invokeMode, cors } = definition.calling.url
  const { modifiedMs = 0 } = await parts.versions.codeOf(definition)
  const modified = serviceTime(modifiedMs)
  return {
    FunctionUrl: `http://${parts.functionUrlAddress()}/${definition.name}/`,
    FunctionArn: functionArn(definition.name),
    AuthType: authType,
    InvokeMode: invokeMode,
    ...(cors === undefined ? {} : { Cors: capitalised(cors) }),
    CreationTime: modified,
    LastModifiedTime: modified,
  }
}

async function eventConfigOf(parts: ManagementParts, definition: FunctionDefinition) {
  const { maximumRetryAttempts, maximumEventAge, onSuccess, onFailure } = definition.calling.async
  const { modifiedMs = 0 } = await parts.versions.codeOf(definition)
  return {
    FunctionArn: functionArn(definition.name, latestVersion),
    // A time in a body is seconds of the epoch, where the model says timestamp.
    LastModified: modifiedMs / 1000,
    MaximumRetryAttempts: maximumRetryAttempts,
    MaximumEventAgeInSeconds: maximumEventAge,
    DestinationConfig: {
      OnSuccess: onSuccess === undefined ? {} : { Destination: asArn(onSuccess) },
      OnFailure: onFailure === undefined ? {} : { Destination: asArn(onFailure) },
    },
  }
}

/** Another function by its ARN, or a file as function.json has it. */
function destination(given: { Destination?: unknown } | undefined): string | undefined {
  const to = given?.Destination
  if (to === undefined || to === '') return undefined
  if (typeof to === 'string' && to.startsWith('file:')) return to
  const named = typeof to === 'string' && /:function:/.test(to) ? parseFunctionName(to) : undefined
  return named !== undefined && named.qualifier === undefined
    ? `function:${named.name}`
    : refuse(
        `The destination ${JSON.stringify(to)} is no ARN of a function without a qualifier. Queues, topics and buckets are not known here.`,
      )
}

function asArn(to: string): string {
  return to.startsWith('function:') ? functionArn(to.slice('function:'.length)) : to
}

function refuseNoConfig({ name }: FunctionDefinition): never {
  return refuseAs(
    404,
    'ResourceNotFoundException',
    `The function ${functionArn(name, latestVersion)} doesn't have an EventInvokeConfig`,
  )
}

function capitalised(members: object): object {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [`${name[0]!.toUpperCase()}${name.slice(1)}`, value]),
  )
}

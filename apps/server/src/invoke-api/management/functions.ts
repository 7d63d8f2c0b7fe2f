// ListFunctions, GetFunction, GetFunctionConfiguration, DeleteFunction, GetAccountSettings.
import { pathToFileURL } from 'node:url'
import { latestVersion, type FunctionDefinition } from '@playground/protocol'
import { functionArn } from '../function-name.ts'
import { configurationOf, qualifiedArn } from './configuration.ts'
import { refuse, refuseAs, targetOf, type Asked, type ManagementParts, type Operation } from './operation.ts'
import { pageOf } from './page-of.ts'

export const listFunctions: Operation = async (parts, asked) => {
  const { query, updating } = asked
  const which = query.get('FunctionVersion')
  if (which !== null && which !== 'ALL') refuse(`FunctionVersion ${JSON.stringify(which)} is not ALL.`)
  const all = parts.functions.list().flatMap((latest) => {
    const versions = which === null ? [] : [latest, ...parts.versions.versions(latest.name)]
    // A name sorts before all that begins with it, and its versions after it.
    if (which === null) return [{ key: latest.name, item: { definition: latest, arn: functionArn(latest.name) } }]
    return versions.map((one) => ({
      key: `${one.name} ${versionKey(one)}`,
      item: { definition: one, arn: qualifiedArn(one) },
    }))
  })
  const { items, NextMarker } = pageOf(all, query)
  const Functions = await Promise.all(
    items.map(({ definition, arn }) => configurationOf(parts, definition, arn, updating.has(definition.name))),
  )
  return { body: { Functions, NextMarker } }
}

export const listVersions: Operation = async (parts, asked) => {
  const { definition } = targetOf(parts, asked)
  const latest = parts.functions.get(definition.name)!
  const all = [latest, ...parts.versions.versions(latest.name)]
  const { items, NextMarker } = pageOf(
    all.map((item) => ({ key: versionKey(item), item })),
    asked.query,
  )
  const updating = asked.updating.has(latest.name)
  const Versions = await Promise.all(
    items.map((one) => configurationOf(parts, one, qualifiedArn(one), updating && one === latest)),
  )
  return { body: { Versions, NextMarker } }
}

export const getFunction: Operation = async (parts, asked) => {
  const { definition } = targetOf(parts, asked)
  return {
    body: {
      Configuration: await configured(parts, asked),
      ...(definition.folder === undefined
        ? {}
        : { Code: { RepositoryType: 'folder', Location: pathToFileURL(definition.folder).href } }),
      Tags: {},
      Concurrency: { ReservedConcurrentExecutions: definition.concurrency },
    },
  }
}

export const getConfiguration: Operation = async (parts, asked) => ({ body: await configured(parts, asked) })

export const deleteFunction: Operation = async (parts, asked) => {
  const { definition, qualifier, arn } = targetOf(parts, asked)
  const { name, version } = definition
  if (qualifier === undefined)
    refuse(`${name} is a folder of yours, which no call deletes. Take it off the list on the page, or name a version.`)
  if (version === undefined) refuse('$LATEST version cannot be deleted without deleting the function.')
  if (qualifier !== version) refuse(`${qualifier} is an alias. Delete the alias, or name the version ${version}.`)
  const aliases = Object.entries(parts.functions.get(name)?.calling.aliases ?? {})
  const [alias] = aliases.find(([, means]) => means === version) ?? []
  if (alias !== undefined)
    refuseAs(
      409,
      'ResourceConflictException',
      `Cannot delete ${arn}: the alias ${alias} means it. Move the alias first.`,
    )
  await parts.versions.deleteVersion(name, version)
  await parts.environments.remove(`${name}:${version}`, 'the version was deleted')
  return { status: 204 }
}

export const accountSettings: Operation = async ({ functions, versions }) => {
  const all = functions.list()
  const everything = all.flatMap((one) => [one, ...versions.versions(one.name)])
  const sizes = await Promise.all(everything.map((one) => versions.codeOf(one)))
  return {
    body: {
      // Developer Guide, Lambda quotas.
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: 1000,
        UnreservedConcurrentExecutions: 1000,
      },
      AccountUsage: { TotalCodeSize: sizes.reduce((sum, { bytes }) => sum + bytes, 0), FunctionCount: all.length },
    },
  }
}

function configured(parts: ManagementParts, asked: Asked): Promise<Record<string, unknown>> {
  const { definition, arn } = targetOf(parts, asked)
  return configurationOf(
    parts,
    definition,
    arn,
    definition.version === undefined && asked.updating.has(definition.name),
  )
}

/** Sorts `$LATEST` before all numbers, and these by what they count. */
function versionKey({ version = latestVersion }: FunctionDefinition): string {
  return version === latestVersion ? '' : version.padStart(10, '0')
}

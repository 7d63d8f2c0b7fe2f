// ListAliases, GetAlias, CreateAlias, UpdateAlias, DeleteAlias: the `aliases` of function.json.
import { latestVersion, type FunctionDefinition } from '@playground/protocol'
import { functionArn } from '../function-name.ts'
import { changeSettings } from './change-settings.ts'
import { revisionOf } from './configuration.ts'
import { latestOf, refuse, refuseAs, type Asked, type ManagementParts, type Operation } from './operation.ts'
import { pageOf } from './page-of.ts'
import { textIn } from './text-in.ts'
import { refuseRevision } from './update-configuration.ts'

export const listAliases: Operation = (parts, asked) => {
  const { definition } = latestOf(parts, asked, 'Aliases are')
  const wanted = asked.query.get('FunctionVersion')
  const all = Object.entries(definition.calling.aliases).filter(([, version]) => wanted === null || version === wanted)
  const { items, NextMarker } = pageOf(
    all.map(([alias, version]) => ({ key: alias, item: aliasOf(definition, alias, version) })),
    asked.query,
  )
  return { body: { Aliases: items, NextMarker } }
}

export const getAlias: Operation = (parts, asked) => ({ body: found(parts, asked).told })

export const createAlias: Operation = async (parts, asked) => {
  const { definition, arn } = latestOf(parts, asked, 'Aliases are')
  const alias = textIn(asked.body, 'Name') ?? refuse('Name is missing: an alias needs one.')
  if (Object.hasOwn(definition.calling.aliases, alias))
    refuseAs(409, 'ResourceConflictException', `Alias already exists: ${functionArn(definition.name, alias)}`)
  const version =
    versionIn(parts, asked, definition) ?? refuse('FunctionVersion is missing: say which version the alias means.')
  await changeSettings(parts, asked, definition, arn, [{ path: ['aliases', alias], value: version }])
  return { status: 201, body: aliasOf(definition, alias, version) }
}

export const updateAlias: Operation = async (parts, asked) => {
  const { definition, alias, told } = found(parts, asked)
  const revision = textIn(asked.body, 'RevisionId')
  if (revision !== undefined && revision !== told.RevisionId) refuseRevision()
  const version = versionIn(parts, asked, definition)
  if (version === undefined || version === told.FunctionVersion) return { body: told }
  await changeSettings(parts, asked, definition, told.AliasArn, [{ path: ['aliases', alias], value: version }])
  return { body: aliasOf(definition, alias, version) }
}

/** Deleting what is not there is done already, as the service has it. */
export const deleteAlias: Operation = async (parts, asked) => {
  const { definition, arn } = latestOf(parts, asked, 'Aliases are')
  const alias = asked.params['alias']!
  const { aliases } = definition.calling
  if (!Object.hasOwn(aliases, alias)) return { status: 204 }
  const path = Object.keys(aliases).length === 1 ? ['aliases'] : ['aliases', alias]
  await changeSettings(parts, asked, definition, arn, [{ path, value: undefined }])
  return { status: 204 }
}

function found(parts: ManagementParts, asked: Asked) {
  const { definition } = latestOf(parts, asked, 'Aliases are')
  const alias = asked.params['alias']!
  const version = Object.hasOwn(definition.calling.aliases, alias) ? definition.calling.aliases[alias] : undefined
  if (version === undefined)
    refuseAs(404, 'ResourceNotFoundException', `Cannot find alias arn: ${functionArn(definition.name, alias)}`)
  return { definition, alias, told: aliasOf(definition, alias, version) }
}

/** The version that the body names, which has to be there; undefined where it names none. */
function versionIn({ functions }: ManagementParts, { body }: Asked, { name }: FunctionDefinition): string | undefined {
  if (textIn(body, 'Description') !== undefined)
    refuse('Description cannot be kept: an alias of function.json is a name and a version. Leave it out.')
  const routing = body['RoutingConfig'] as { AdditionalVersionWeights?: object } | undefined | null
  if (Object.keys(routing?.AdditionalVersionWeights ?? {}).length > 0)
    refuse('RoutingConfig cannot be kept: an alias means one version here. Leave it out.')
  const version = textIn(body, 'FunctionVersion')
  if (version === undefined) return undefined
  const there = (version === latestVersion || /^\d+$/.test(version)) && functions.get(name, version) !== undefined
  if (!there) refuseAs(404, 'ResourceNotFoundException', `Function not found: ${functionArn(name, version)}`)
  return version
}

function aliasOf({ name }: FunctionDefinition, alias: string, version: string) {
  const AliasArn = functionArn(name, alias)
  return {
    AliasArn,
    Name: alias,
    FunctionVersion: version,
    Description: '',
    RevisionId: revisionOf({ AliasArn, version }),
  }
}

// PublishVersion: freezes code and settings as they are.
import { refuseFile } from './change-settings.ts'
import { configurationOf, qualifiedArn } from './configuration.ts'
import { latestOf, refuse, refuseAs, type Operation } from './operation.ts'
import { textIn } from './text-in.ts'
import { refuseRevision } from './update-configuration.ts'

export const publishVersion: Operation = async (parts, asked) => {
  const { definition, arn } = latestOf(parts, asked, 'Versions are published')
  const { body } = asked
  const [hash, revision] = [textIn(body, 'CodeSha256'), textIn(body, 'RevisionId')]
  const description = textIn(body, 'Description')
  if (body['PublishTo'] !== undefined)
    refuse('PublishTo is for managed instances, and is not known here. Leave it out.')
  if (hash !== undefined && hash !== definition.codeHash)
    refuse(
      `CodeSHA256 (${hash}) is different from current CodeSHA256 in $LATEST (${definition.codeHash ?? 'none'}). Please try again with the CodeSHA256 in $LATEST.`,
    )
  if (revision !== undefined) {
    const now = await configurationOf(parts, definition, arn, false)
    if (revision !== now['RevisionId']) refuseRevision()
  }
  if (asked.updating.has(definition.name))
    refuseAs(
      409,
      'ResourceConflictException',
      `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
    )
  const published = await parts.versions.publish(definition.name, description)
  if ('code' in published) {
    if (published.code === 'too-large') refuseAs(400, 'CodeStorageExceededException', published.message)
    refuseFile(published, arn)
  }
  return { status: 201, body: await configurationOf(parts, published, qualifiedArn(published), false) }
}

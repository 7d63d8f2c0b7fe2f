// Where a template says that the code of a function is: a folder, text of its own, an asset of CDK; or what cannot be run here.
import { join } from 'node:path'
import { takeFolder } from '../code-folder.ts'
import type { Draft } from '../draft.ts'
import { isImage } from '../said.ts'
import { isFolder } from '../../is-there.ts'
import { member, textOf, type Tree } from '../tree.ts'
import type { Resource } from './scope.ts'
import type { Template } from './template.ts'

/** Sets the folder of the draft, or `inline`; a problem says why there is neither. */
export async function takeCode(draft: Draft, resource: Resource, template: Template): Promise<void> {
  const given = template.members(resource)
  const value = template.toldValue(
    given.get('CodeUri') ?? given.get('Code'),
    draft,
    given.has('CodeUri') ? 'CodeUri' : 'Code',
  )
  const code = value?.value === null ? undefined : value
  const image = given.get('ImageUri') ?? member(code, 'ImageUri')
  if (textOf(template.value(given.get('PackageType'))) === 'Image' || image !== undefined) {
    draft.folder = template.folder
    const place = given.get('PackageType') ?? image ?? draft.place
    draft.problem(place, isImage)
    return
  }
  const text = textOf(template.value(given.get('InlineCode'))) ?? textOf(member(code, 'ZipFile'))
  if (text !== undefined) {
    takeText(draft, text, given.get('InlineCode') ?? code!, template)
    return
  }
  const asset = await assetOf(resource, code, template)
  if (asset !== undefined) return takeFolder(draft, template.folder, asset, code ?? resource.tree, 'The asset')
  const uri = textOf(code)
  if (code !== undefined && (uri === undefined || uri.startsWith('s3://'))) {
    draft.folder = template.folder
    draft.problem(
      code,
      resource.type === 'AWS::Serverless::Function'
        ? 'Its code is in S3, which is not asked. Give CodeUri the folder of the code.'
        : 'Its code is in S3, which is not asked. Give Code the path of a folder, as before `aws cloudformation package`.',
    )
    return
  }
  await takeFolder(
    draft,
    template.folder,
    uri ?? '.',
    code ?? resource.tree,
    resource.type === 'AWS::Lambda::Function' ? 'Code' : 'CodeUri',
  )
}

/** Code within the template is one file, which the handler names. */
function takeText(draft: Draft, text: string, place: Tree, template: Template): void {
  const runtime = draft.textOf('runtime') ?? ''
  const extension = runtime.startsWith('python') ? 'py' : runtime.startsWith('nodejs') ? 'js' : undefined
  draft.folder =
    template.options.buildFolder === undefined ? template.folder : join(template.options.buildFolder, draft.name)
  if (extension === undefined) {
    draft.problem(place, `Code in a template is for Node.js and Python alone, and its runtime is ${runtime || 'none'}.`)
    return
  }
  const handler = draft.textOf('handler') ?? 'index.handler'
  draft.inline = { path: `${/^[\w-]+/.exec(handler)?.[0] ?? 'index'}.${extension}`, text }
  if (/cfn-?response/.test(text))
    draft.note(place, 'Lambda has the module cfn-response for code in a template. Here there is none.')
}

/** What CDK and others put beside a template and name in its metadata, else in the list of its assets. */
async function assetOf(resource: Resource, code: Tree | undefined, template: Template): Promise<string | undefined> {
  const named = textOf(member(resource.tree, 'Metadata', 'aws:asset:path'))
  if (named !== undefined) return named
  const hash = /^([0-9a-f]{32,64})\.zip$/.exec(textOf(member(code, 'S3Key')) ?? '')?.[1]
  if (hash === undefined) return undefined
  const folder = `asset.${hash}`
  return (await isFolder(join(template.folder, folder))) ? folder : undefined
}

// Layers of a function: folders that the template itself makes layers of; those of others are told.
import { layerFolder } from '../code-folder.ts'
import type { Draft } from '../draft.ts'
import { layerElsewhere } from '../said.ts'
import { itemsOf, member, textOf, type Tree } from '../tree.ts'
import type { Resource } from './scope.ts'
import type { Template } from './template.ts'

const layerTypes = new Set(['AWS::Serverless::LayerVersion', 'AWS::Lambda::LayerVersion'])

export async function takeLayers(draft: Draft, resource: Resource, template: Template): Promise<void> {
  const given = template.members(resource).get('Layers')
  if (given === undefined) return
  // A reference to a layer of the template is worked out to its logical id.
  const layers = itemsOf(template.value(given))
  const folders: string[] = []
  for (const layer of layers) {
    const text = textOf(layer)
    const own = text === undefined ? undefined : template.scope.resources.get(text)
    if (own !== undefined && layerTypes.has(own.type)) {
      const folder = await folderOf(draft, own, template)
      if (folder !== undefined) folders.push(folder)
    } else draft.note(layer, layerElsewhere(text ?? 'here'))
  }
  if (folders.length > 0) draft.set('layers', folders, given, 'Layers')
}

async function folderOf(draft: Draft, layer: Resource, template: Template): Promise<string | undefined> {
  const asset = textOf(member(layer.tree, 'Metadata', 'aws:asset:path'))
  const content: Tree | undefined = template.property(layer, 'ContentUri') ?? template.property(layer, 'Content')
  const path = asset ?? textOf(content)
  if (path === undefined || path.startsWith('s3://')) {
    draft.note(layer.tree, `The layer ${layer.id} is in S3, and is not fetched. The function runs without it.`)
    return undefined
  }
  if (member(layer.tree, 'Metadata', 'BuildMethod') !== undefined)
    draft.note(layer.tree, `The layer ${layer.id} is not built here: its folder is taken as it is.`)
  return layerFolder(draft, template.folder, path, content ?? layer.tree, `The layer ${layer.id}`)
}

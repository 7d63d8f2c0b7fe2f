// Where the code and the layers of a function in serverless.yml are, and how TypeScript becomes what Node.js runs.
import { join } from 'node:path'
import { esbuildBuild, sourceOfHandler, upward } from '../builds/esbuild.ts'
import { noteMissingPackages } from '../builds/missing-packages.ts'
import { layerFolder, takeFolder } from '../code-folder.ts'
import type { Draft } from '../draft.ts'
import type { ReadOptions } from '../project.ts'
import { isImage, layerElsewhere } from '../said.ts'
import { quoted } from '../shell-words.ts'
import { member, textOf, type Tree } from '../tree.ts'
import { layerKeys } from './function-properties.ts'
import { isGiven } from './variables.ts'

export async function takeServerlessCode(
  draft: Draft,
  own: Tree,
  folder: string,
  tree: Tree,
  options: ReadOptions,
): Promise<void> {
  draft.folder = folder
  const image = member(own, 'image')
  if (image !== undefined) {
    draft.problem(image, isImage)
    return
  }
  const artifact = member(own, 'package', 'artifact') ?? member(tree, 'package', 'artifact')
  if (isGiven(artifact)) return takeFolder(draft, folder, textOf(artifact) ?? '', artifact, 'artifact')
  const handler = member(own, 'handler')
  if (handler === undefined) {
    draft.problem(own, 'It has no handler. Give it one, as src/handler.main.')
    return
  }
  draft.set('handler', textOf(handler) ?? '', handler, 'handler')
  const source = await sourceOfHandler(folder, draft.textOf('handler'))
  if (source !== undefined && /\.[mc]?tsx?$/.test(source)) await bundle(draft, source, folder, options)
  await noteMissingPackages(draft, folder)
}

/** TypeScript is built by the project’s esbuild, to the same path that the handler has. */
async function bundle(draft: Draft, source: string, folder: string, { buildFolder }: ReadOptions): Promise<void> {
  if ((await upward(folder, folder, 'node_modules/.bin/esbuild')) === undefined) {
    draft.problem(
      draft.place,
      `Its handler is ${source}, which Node.js does not run on Lambda, and esbuild is not installed to build it. Run npm install --save-dev esbuild in ${folder}.`,
    )
    return
  }
  if (buildFolder === undefined) {
    draft.note(draft.place, 'It would be built by esbuild, and there is no folder for what is built.')
    return
  }
  const output = join(buildFolder, draft.name)
  const command = await esbuildBuild(draft, folder, output, undefined)
  draft.set('build', `mkdir -p ${quoted(output)} && ${command} --outbase=. --sourcemap`, draft.place, 'The build')
  draft.set('output', output, draft.place, 'The output')
}

export async function takeServerlessLayers(
  draft: Draft,
  given: Tree | undefined,
  layers: Tree | undefined,
  folder: string,
): Promise<void> {
  const folders: string[] = []
  for (const { key, place } of layerKeys(layers, given)) {
    const path = key === undefined ? undefined : textOf(member(layers, key, 'path'))
    if (path === undefined) draft.note(place, layerElsewhere(textOf(place) ?? textOf(member(place, 'Ref')) ?? 'here'))
    else {
      const found = await layerFolder(draft, folder, path, place, `The layer ${key}`)
      if (found !== undefined) folders.push(found)
    }
  }
  if (folders.length > 0) draft.set('layers', folders, given!, 'layers')
}
